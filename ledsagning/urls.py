"""Every address of the site. The demonstration's door exists in the demonstration only."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from ledsagning import demo_access, languages, pages
from ledsagning.sign_in import SignInForm

sign_in = auth_views.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True)

urlpatterns = [
    path("", pages.start, name="start"),
    path("logga-in/", sign_in, name="sign_in"),
    path("logga-ut/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("stanna-inloggad/", pages.stay_signed_in, name="stay_signed_in"),
    path("sprak/", languages.set_language, name="set_language"),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
    path("stil/", pages.style_guide, name="style_guide"),
    path("installningar/", admin.site.urls),
    path("", include("hours.urls")),
    path("", include("admin_costs.urls")),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", pages.demo_doors, name="demo_doors"),
        path("demo/<slug:username>/", demo_access.step_in, name="step_in"),
    ]

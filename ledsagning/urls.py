"""Every address of the site. The demonstration's door exists in the demonstration only."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from ledsagning import demo_access, pages

urlpatterns = [
    path("", pages.start, name="start"),
    path("logga-in/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="sign_in"),
    path("logga-ut/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("sprak/", include("django.conf.urls.i18n")),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
    path("installningar/", admin.site.urls),
    path("", include("hours.urls")),
    path("", include("admin_costs.urls")),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", pages.demo_doors, name="demo_doors"),
        path("demo/<slug:username>/", demo_access.step_in, name="step_in"),
    ]

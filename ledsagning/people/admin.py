"""Django's admin, for setting up: municipalities' choices, units, accounts, roles and companions.

Nothing of what happens is here: no person, decision, pool or visit (P2, and every such write has its own
rules). Nothing is deleted either: an account is made inactive, a role or employment gets a last day.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ledsagning.people.models import Area, Escort, Municipality, Role, Skill, Unit, User

admin.site.site_header = admin.site.site_title = "Ledsagning"
admin.site.index_title = _("Settings")


class NeverDeleted:
    """What others refer to stays, and no list of what depends on it is shown."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(NeverDeleted, admin.ModelAdmin):
    """What a municipality has chosen. Its code and name are SCB's."""

    list_display = ["name", "code", "short_pool", "phone"]
    search_fields = ["name", "code"]
    readonly_fields = ["code", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(NeverDeleted, admin.ModelAdmin):
    list_display = ["name", "municipality", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "municipality__name"]
    autocomplete_fields = ["municipality"]


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    can_delete = False


@admin.register(User)
class AccountAdmin(NeverDeleted, UserAdmin):
    """An account and its roles. First and last names are one field here."""

    list_display = ["username", "name", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "name", "usable_password", "password1", "password2"],
            },
        )
    ]
    inlines = [RoleInline]


@admin.register(Role)
class RoleAdmin(NeverDeleted, admin.ModelAdmin):
    list_display = ["user", "kind", "unit", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["user__username", "user__name", "unit__name"]
    autocomplete_fields = ["user", "unit"]


@admin.register(Escort)
class EscortAdmin(NeverDeleted, admin.ModelAdmin):
    list_display = ["user", "unit", "payroll_number", "phone", "valid_from", "valid_to"]
    search_fields = ["user__username", "user__name", "unit__name"]
    autocomplete_fields = ["user", "unit"]
    # Coordinators keep these, and the escorts their own wishes.
    exclude = ["skills", "wishes"]


@admin.register(Skill)
class SkillAdmin(NeverDeleted, admin.ModelAdmin):
    """Languages and skills to choose from: what somebody can, never what somebody has."""

    list_display = ["name", "kind", "municipality"]
    list_filter = ["kind"]
    search_fields = ["name", "municipality__name"]
    autocomplete_fields = ["municipality"]


@admin.register(Area)
class AreaAdmin(NeverDeleted, admin.ModelAdmin):
    """Parts of a municipality, as coordinators speak of them."""

    list_display = ["name", "municipality"]
    search_fields = ["name", "municipality__name"]
    autocomplete_fields = ["municipality"]

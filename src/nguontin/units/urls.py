"""Addresses of the room `units`."""

from __future__ import annotations

from django.urls import path

from .views import account, imports, people, sign_in, tree

app_name = "units"
urlpatterns = [
    path("login/", sign_in.sign_in, name="login"),
    path("login/code/", sign_in.sign_in_code, name="login_code"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("password/reset/", sign_in.reset, name="reset"),
    path("password/reset/<uidb64>/<token>/", sign_in.ResetConfirm.as_view(), name="reset_confirm"),
    path("account/", account.account, name="account"),
    path("account/password/", account.ChangePassword.as_view(), name="password"),
    path("account/second-factor/", account.second_factor, name="second_factor"),
    path("people/", people.people, name="people"),
    path("people/table.csv", people.people_table, name="people_table"),
    path("people/add/", people.add, name="person_add"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/", people.grant, name="grant"),
    path("people/<int:pk>/roles/<int:membership>/end/", people.end, name="end_role"),
    path("people/<int:pk>/account/", people.switch, name="switch"),
    path("units/", tree.tree, name="tree"),
    path("units/<int:pk>/", tree.unit, name="unit"),
    path("units/<int:pk>/rename/", tree.rename, name="rename"),
    path("import/<slug:kind>/", imports.upload, name="import"),
    path("import/<slug:kind>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<slug:kind>/template.xlsx", imports.template, name="import_template"),
]

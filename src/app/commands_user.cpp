// panoh user ...: accounts, by the owner of the machine.

#include <fmt/core.h>

#include "access/gate.h"
#include "access/people.h"
#include "access/users.h"
#include "app/command.h"
#include "core/codes.h"
#include "directory/organisations.h"

namespace panoh::app {
namespace {

using access::PermitIssuer;
using core::Action;

core::Result<core::OrganisationId> organisation_of(store::Transaction& transaction, const Node& node,
                                                   const UserWords& words)
{
    const auto read = PermitIssuer::for_command<Action::people_list>(core::OrganisationId{});
    for (const auto& known : directory::list_organisations(transaction, read, "", 1000))
        if (known.name == words.organisation) return known.id;
    const auto type = core::from_text<access::OrganisationType>(words.organisation_type);
    if (!type) return core::fail(core::ErrorKind::invalid, "json/code_unknown", "organisation-type");
    directory::Organisation organisation{.name = words.organisation};
    organisation.country.code = words.country.empty() ? node.config().country : words.country;
    organisation.type = *type;
    const auto write = PermitIssuer::for_command<Action::people_manage>(core::OrganisationId{});
    return directory::add_organisation(transaction, write, act_of_command(node), organisation);
}

core::Result<access::MayManageUser> user_permit(store::Reader& reader, const std::string& user_name)
{
    const auto person = access::person(reader, user_name);
    if (!person) return core::fail(core::ErrorKind::not_found, "access/user_not_found", "user-name");
    return PermitIssuer::for_command<Action::people_manage>(person->id);
}

void print_code(const std::string& code)
{
    fmt::print("Activation code (hand it over in person; valid 72 hours, works once): {}\n", code);
}

} // namespace

int user_add_command(const Common& common, const UserWords& words)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    const auto role = core::from_text<access::Role>(words.role);
    if (!role)
        return refuse({.kind = core::ErrorKind::invalid, .code = "json/code_unknown", .field = "role"});
    const auto added =
        (*node)->database().write([&](store::Transaction& transaction) -> core::Result<access::AddedUser> {
            PANOH_TRY(const auto organisation, organisation_of(transaction, **node, words));
            const auto permit = PermitIssuer::for_command<Action::people_manage>(organisation);
            return access::add_user(transaction, permit, act_of_command(**node), (*node)->access().secret(),
                                    {.user_name = words.user_name,
                                     .name = words.name,
                                     .role = *role,
                                     .organisation = organisation,
                                     .teams = {}});
        });
    if (!added) return refuse(added.error());
    print_code(added->activation_code);
    return 0;
}

int user_list_command(const Common& common)
{
    const auto database = open_to_read(common);
    if (!database) return refuse(database.error());
    const auto users = (*database)->read([](store::Reader& reader) {
        return access::list_users(
            reader, PermitIssuer::for_command<Action::people_list>(core::OrganisationId{}), "", 10'000);
    });
    for (const auto& user : users)
        fmt::print("{:<20} {:<14} {:<9} {}\n", user.user_name, core::to_text(user.role),
                   !user.active     ? "inactive"
                   : user.activated ? "active"
                                    : "invited",
                   user.organisation_name);
    return 0;
}

int user_deactivate_command(const Common& common, const std::string& user_name)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    const auto done = (*node)->database().write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(const auto permit, user_permit(transaction, user_name));
        return access::deactivate_user(transaction, permit, act_of_command(**node));
    });
    return done ? 0 : refuse(done.error());
}

int user_activate_again_command(const Common& common, const std::string& user_name)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    const auto code =
        (*node)->database().write([&](store::Transaction& transaction) -> core::Result<std::string> {
            PANOH_TRY(const auto permit, user_permit(transaction, user_name));
            return access::activate_again(transaction, permit, act_of_command(**node),
                                          (*node)->access().secret());
        });
    if (!code) return refuse(code.error());
    print_code(*code);
    return 0;
}

} // namespace panoh::app

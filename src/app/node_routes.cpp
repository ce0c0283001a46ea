#include "app/node_routes.h"

#include "app/demo.h"
#include "app/migrations.h"
#include "app/upkeep.h"
#include "core/json.h"
#include "core/language.h"

namespace panoh::app {
namespace {

struct AccountView {
    std::string user_name;
    std::string name;
    access::Role role;
    std::string organisation;
    std::string password;
};
PANOH_JSON(AccountView, user_name, name, role, organisation, password)

struct NodeView {
    std::string name;
    std::string country;
    std::string time_zone;
    std::string version;
    std::string web_version; // a page of another build loads itself anew
    bool demo;
    std::vector<std::string> languages;
    std::vector<AccountView> demo_accounts;
};
PANOH_JSON(NodeView, name, country, time_zone, version, web_version, demo, languages, demo_accounts)

struct Health {
    std::string status;
};
PANOH_JSON(Health, status)

NodeView view_of(const Node& node, std::string web_version)
{
    NodeView view{.name = node.config().name,
                  .country = node.config().country,
                  .time_zone = node.config().time_zone,
                  .version = PANOH_VERSION,
                  .web_version = std::move(web_version),
                  .demo = node.demo(),
                  .languages = {core::languages.begin(), core::languages.end()},
                  .demo_accounts = {}};
    if (node.demo())
        for (const auto& account : demo_accounts())
            view.demo_accounts.push_back(
                {account.user_name, account.name, account.role, account.organisation, account.password});
    return view;
}

/// Throws where the database does not read or write, which the router makes into 503. A write that keeps
/// nothing costs no work of the disk, but a full disk takes it too: so after a failed write it is one that
/// must be kept.
http::Response health(Node& node)
{
    const bool failed = node.database().last_write_failed();
    const auto written = node.database().write([&](store::Transaction& transaction) -> core::Done {
        static_cast<void>(node_fact(transaction, "demo"));
        if (failed) note_alive(transaction, node.clock().now());
        return {};
    });
    node.database().read([](store::Reader& reader) { return node_fact(reader, "demo"); });
    return http::answer(written, [] { return http::ok(Health{"ok"}); });
}

http::Route open_route(std::string pattern, std::string summary, std::string gives)
{
    return {.method = http::Method::get,
            .pattern = std::move(pattern),
            .policy = std::string(core::to_text(core::Action::open_to_all)),
            .summary = std::move(summary),
            .gives = std::move(gives)};
}

} // namespace

void add_node_routes(http::Router& router, Node& node, Served served)
{
    const auto& gate = node.access().gate();
    router.add(gate.open(open_route("/api/node", "What this server is.", core::json_schema<NodeView>()),
                         [&node, version = std::move(served.web_version)](const http::Request&) {
                             return http::ok(view_of(node, version())).compressible();
                         }));
    router.add(gate.open(open_route("/api/openapi.json", "This description.", "{}"),
                         [openapi = std::move(served.openapi)](const http::Request&) {
                             return http::json_response(200, openapi()).compressible();
                         }));
    router.add(gate.open(
        open_route("/healthz", "Whether the database reads and writes.", core::json_schema<Health>()),
        [&node](const http::Request&) { return health(node); }));
    router.add(gate.open(open_route("/metrics", "Prometheus text; routes and counts only.", ""),
                         [metrics = std::move(served.metrics)](const http::Request&) {
                             return http::Response{.status = 200,
                                                   .content_type = "text/plain; version=0.0.4; charset=utf-8",
                                                   .body = metrics()};
                         }));
}

} // namespace panoh::app

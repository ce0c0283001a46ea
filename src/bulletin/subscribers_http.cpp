#include "bulletin/subscribers_http.h"

#include "bulletin/subscribers.h"
#include "core/json.h"

namespace panoh::bulletin {
namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

constexpr std::size_t largest_wish = 4096;
constexpr std::size_t largest_click = 256;
/// RFC 8058 section 3.1.
constexpr std::string_view one_click = "List-Unsubscribe=One-Click";
constexpr const char* form_type = "application/x-www-form-urlencoded";

struct WishBody {
    core::SecretText email = {};
    std::string language = {};
    std::optional<std::vector<std::string>> countries = {};
};
PANOH_JSON(WishBody, email, language, countries)

/// The same for every address.
struct WishView {
    std::string next = {};
};
PANOH_JSON(WishView, next)

struct CountView {
    std::string language = {};
    std::int64_t count = 0;
};
PANOH_JSON(CountView, language, count)

struct CountsView {
    bool set_up = false;   ///< whether letters can be sent at all
    std::string page = {}; ///< where people ask for the bulletin; empty while nobody can
    std::int64_t total = 0;
    std::vector<CountView> languages = {};
};
PANOH_JSON(CountsView, set_up, page, total, languages)

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    Post& post;
    Desk& desk;

    [[nodiscard]] http::Response subscribe(const http::Request& request) const
    {
        if (const auto open = post.check_set_up(); !open) return http::problem(open.error());
        const auto body = request.json<WishBody>();
        if (!body) return http::problem(body.error());
        const Wish wish{.email = std::string(body->email.reveal()),
                        .language = body->language,
                        .countries = body->countries.value_or(std::vector<std::string>())};
        return http::answer(desk.subscribe(wish, request.network), [] {
            return http::json_response(202, core::write_json(WishView{.next = "confirm"}));
        });
    }

    [[nodiscard]] http::Response confirmed(const http::Request& request) const
    {
        return http::answer(desk.confirm(request.param("token")), [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response left(const http::Request& request) const
    {
        if (request.body != one_click)
            return http::problem({.kind = ErrorKind::invalid, .code = "bulletin/one_click_missing"});
        return http::answer(desk.leave(request.param("token")), [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response count(Caller& caller, const http::Request& /*request*/) const
    {
        const auto counts = database.read([&](store::Reader& reader) -> core::Result<CountsView> {
            PANOH_TRY(const auto permit, access::PermitIssuer::permit<Action::edition_send>(
                                             caller.subject(), caller.subject().organisation));
            CountsView view{.set_up = post.check_set_up().has_value(), .page = post.where_to_ask()};
            for (const auto& one : count_subscribers(reader, permit)) {
                view.total += one.count;
                view.languages.push_back({one.language, one.count});
            }
            return view;
        });
        return http::answer(counts, [](const CountsView& view) { return http::ok(view); });
    }
};

http::Handler open_handler(const Handlers& handlers,
                           http::Response (Handlers::*serve)(const http::Request&) const)
{
    return [handlers, serve](const http::Request& request) { return (handlers.*serve)(request); };
}

} // namespace

void add_subscriber_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                           Post& post, Desk& desk)
{
    const Handlers handlers{database, post, desk};
    router.add(gate.open(
        {.method = http::Method::post,
         .pattern = "/api/subscriptions",
         .policy = "open_to_all",
         .summary = "Ask for the bulletin by e-mail; a letter asks whether it was you. The "
                    "answer is the same for every address",
         .takes = core::json_schema<WishBody>(),
         .gives = core::json_schema<WishView>(),
         .success = 202,
         .problems = {"bulletin/email_invalid", "bulletin/languages_unknown", "bulletin/countries_unknown",
                      "mail/not_set_up", "access/too_many_tries", "access/wrong_origin"},
         .max_body = largest_wish},
        open_handler(handlers, &Handlers::subscribe)));
    router.add(gate.open({.method = http::Method::post,
                          .pattern = "/api/subscriptions/confirm/{token}",
                          .policy = "open_to_all",
                          .summary = "Say that it was you: the link of the letter, once, within seven days",
                          .success = 204,
                          .problems = {"bulletin/link_unknown", "access/wrong_origin"},
                          .max_body = largest_click,
                          .content_type = form_type},
                         open_handler(handlers, &Handlers::confirmed)));
    // Not through the gate: mail programs click from elsewhere. No cookie is looked at; the token is all.
    http::Route leave{.method = http::Method::post,
                      .pattern = "/api/subscriptions/leave/{token}",
                      .policy = "open_to_all",
                      .summary = "Leave by one click (RFC 8058): the address is deleted",
                      .success = 204,
                      .problems = {"bulletin/link_unknown", "bulletin/one_click_missing"},
                      .max_body = largest_click,
                      .content_type = form_type};
    leave.handler = open_handler(handlers, &Handlers::left);
    router.add(std::move(leave));
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/subscriptions",
                           .policy = std::string(core::to_text(Action::edition_send)),
                           .summary = "How many subscribe to the bulletin, by language",
                           .gives = core::json_schema<CountsView>()},
                          [handlers](Caller& caller, const http::Request& request) {
                              return handlers.count(caller, request);
                          }));
}

} // namespace panoh::bulletin

#include "portal/subscription_http.h"

#include "core/language.h"
#include "http/target.h"
#include "portal/preferred.h"
#include "portal/style.h"
#include "portal/subscription_page.h"

namespace panoh::portal {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t largest_form = 1024;
constexpr const char* form_type = "application/x-www-form-urlencoded";

Response page(int status, std::string body)
{
    Response response{.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(body)};
    response.with("Content-Security-Policy", form_policy()).with("Cache-Control", "no-store");
    return response;
}

std::string language_of(const Request& request)
{
    if (const auto asked = request.query("language")) return std::string(*asked);
    return std::string(preferred_language(request.header("accept-language"), core::languages));
}

/// What was typed into the form; anything else is nothing.
bulletin::Wish wish_in(const Request& request)
{
    bulletin::Wish wish;
    const auto fields = http::parse_target("/?" + request.body);
    if (!fields) return wish;
    for (const auto& [name, value] : fields->queries) {
        if (name == "email") wish.email = value;
        if (name == "language") wish.language = value;
    }
    return wish;
}

class Pages {
public:
    explicit Pages(bulletin::Desk& desk) : desk_(desk) {}

    [[nodiscard]] Response form(const Request& request) const
    {
        return page(200, subscribe_page(language_of(request), desk_.is_open()));
    }
    /// The same page for every address, known or not.
    [[nodiscard]] Response asked(const Request& request) const
    {
        const auto wish = wish_in(request);
        const auto done = desk_.subscribe(wish, request.network);
        if (done) return page(200, told_page(wish.language, "asked"));
        const auto fault = done.error().kind == core::ErrorKind::throttled ? "often" : "invalid";
        return page(http::status_of(done.error()),
                    subscribe_page(language_of(request), desk_.is_open(), fault));
    }
    [[nodiscard]] Response confirm(const Request& request) const
    {
        return page(200, told_page(language_of(request), "confirm"));
    }
    [[nodiscard]] Response confirmed(const Request& request) const
    {
        return told(desk_.confirm(request.param("token")), request, "confirmed");
    }
    [[nodiscard]] Response leave(const Request& request) const
    {
        return page(200, told_page(language_of(request), "leave"));
    }
    [[nodiscard]] Response left(const Request& request) const
    {
        return told(desk_.leave(request.param("token")), request, "left");
    }

private:
    static Response told(const core::Done& done, const Request& request, std::string_view about)
    {
        if (done) return page(200, told_page(language_of(request), about));
        return page(http::status_of(done.error()), told_page(language_of(request), "link_old"));
    }
    bulletin::Desk& desk_;
};

} // namespace

void add_subscription_routes(http::Router& router, const access::Gate& gate, bulletin::Desk& desk)
{
    const auto pages = std::make_shared<Pages>(desk);
    const auto add = [&](http::Method method, std::string pattern, std::string summary,
                         Response (Pages::*answer)(const Request&) const) {
        http::Route route{.method = method,
                          .pattern = std::move(pattern),
                          .policy = "open_to_all",
                          .summary = std::move(summary),
                          .query = {{"language", "of the page"}}};
        if (method == http::Method::post) {
            route.content_type = form_type;
            route.max_body = largest_form;
            route.takes = R"({"type":"string"})";
        }
        router.add(gate.open(std::move(route), [pages, answer](const Request& request) {
            return ((*pages).*answer)(request);
        }));
    };
    using enum http::Method;
    add(get, "/subscriptions", "Ask for the bulletin by e-mail: a page with a form.", &Pages::form);
    add(post, "/subscriptions", "What that form sends.", &Pages::asked);
    add(get, "/subscriptions/confirm/{token}",
        "Where a letter asks whether it was you: a page with a button.", &Pages::confirm);
    add(post, "/subscriptions/confirm/{token}", "What that button does, once.", &Pages::confirmed);
    add(get, "/subscriptions/leave/{token}", "Where a letter is left: a page with a button.", &Pages::leave);
    add(post, "/subscriptions/leave/{token}", "What that button does.", &Pages::left);
}

} // namespace panoh::portal

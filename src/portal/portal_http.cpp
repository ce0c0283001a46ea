#include "portal/portal_http.h"

#include "portal/addresses.h"
#include "portal/preferred.h"
#include "portal/sending.h"
#include "portal/style.h"

namespace panoh::portal {
namespace {

using http::Request;
using http::Response;

Response send(const Request& request, const Packed& packed)
{
    return send_packed(request, packed, page_policy());
}

Response missing(std::string_view language)
{
    return portal::missing(language, Shelves::bulletin);
}

class Pages {
public:
    Pages(const Published& published, Paper& paper, Card& card)
        : published_(published), paper_(paper), card_(card)
    {
    }

    [[nodiscard]] Response list(const Request& request) const
    {
        const auto shelf = published_.now();
        auto response = send(request, *shelf->list(reader_language(request)));
        return std::move(response.with("Vary", "Accept-Language"));
    }

    /// `/bulletins/ky`: the list in a language. `/bulletins/2021-07-30`: on to the edition in the reader's.
    [[nodiscard]] Response list_or_edition(const Request& request) const
    {
        const auto shelf = published_.now();
        const auto word = request.param("edition");
        if (const auto* list = shelf->list(word)) return findable(send(request, *list), false);
        const auto* edition = shelf->listed(word);
        if (edition == nullptr) return missing(reader_language(request));
        const auto language = preferred_language(request.header("accept-language"), edition->languages);
        Response response{.status = 303};
        response.with("Location", page_of(edition->slug, language)).with("Vary", "Accept-Language");
        return response;
    }

    [[nodiscard]] Response page(const Request& request) const
    {
        const auto found = find(request);
        if (!found) return missing(request.param("language"));
        return findable(send(request, found->page), found->edition.fictional);
    }

    [[nodiscard]] Response text(const Request& request) const
    {
        const auto found = find(request);
        if (!found) return missing(request.param("language"));
        return findable(send(request, found->text), found->edition.fictional);
    }

    [[nodiscard]] Response pdf(const Request& request) const
    {
        const auto found = find(request);
        if (!found) return missing(request.param("language"));
        const auto made = paper_.of(found);
        if (!made) return http::problem(made.error());
        auto response = findable(send(request, **made), found->edition.fictional);
        return std::move(response.with("Content-Disposition", "inline; filename=\"" + found->edition.slug +
                                                                  '-' + found->edition.language + ".pdf\""));
    }

    [[nodiscard]] Response card(const Request& request) const
    {
        const auto found = find(request);
        if (!found) return missing(request.param("language"));
        const auto made = card_.of(found);
        return made ? send(request, **made) : http::problem(made.error());
    }

    [[nodiscard]] Response feed(const Request& request) const
    {
        constexpr std::string_view end = ".xml";
        auto file = request.param("file");
        if (!file.ends_with(end)) return missing(reader_language(request));
        file.remove_suffix(end.size());
        const auto shelf = published_.now();
        const auto* feed = shelf->feed(file);
        return feed == nullptr ? missing(reader_language(request)) : send(request, *feed);
    }

    [[nodiscard]] Response picture(const Request& request) const
    {
        const auto id = core::parse_id<core::PictureId>(request.param("picture"));
        auto file = id ? published_.picture(*id) : std::nullopt;
        if (!file) return missing(reader_language(request));
        Response response{.content_type = std::move(file->media_type), .body = std::move(file->bytes)};
        response.with("Cache-Control", public_keep);
        return response;
    }

private:
    [[nodiscard]] std::shared_ptr<const RenderedEdition> find(const Request& request) const
    {
        return published_.now()->find(request.param("edition"), request.param("language"));
    }
    const Published& published_;
    Paper& paper_;
    Card& card_;
};

} // namespace

void add_routes(http::Router& router, const Published& published, Paper& paper, Card& card)
{
    const auto pages = std::make_shared<Pages>(published, paper, card);
    const auto add = [&](std::string pattern, std::string summary,
                         Response (Pages::*answer)(const Request&) const,
                         std::vector<std::string> problems = {}, bool tagged = true) {
        router.add(
            {.method = http::Method::get,
             .pattern = std::move(pattern),
             .policy = "open_to_all",
             .summary = std::move(summary),
             .problems = std::move(problems),
             .tagged = tagged,
             .handler = [pages, answer](const Request& request) { return ((*pages).*answer)(request); }});
    };
    add("/bulletins", "The bulletins that have come out, as a page in the reader's language.", &Pages::list);
    add("/bulletins/{edition}", "The same in a language; or, for an edition, the way to it.",
        &Pages::list_or_edition);
    add("/bulletins/{edition}/{language}", "An edition in a language, as a page.", &Pages::page);
    add("/bulletins/{edition}/{language}/text", "An edition in a language, as plain text.", &Pages::text);
    add("/bulletins/{edition}/{language}/pdf", "An edition in a language, as a tagged PDF.", &Pages::pdf,
        {"portal/no_paper", "portal/busy"});
    add("/bulletins/{edition}/{language}/card", "Its title and day as a picture, for social networks.",
        &Pages::card, {"portal/no_card", "portal/busy"});
    add("/bulletins/feed/{file}", "Atom feed of the editions in a language: ky.xml.", &Pages::feed);
    add("/bulletins/pictures/{picture}", "A picture of an edition that is out.", &Pages::picture, {}, false);
}

} // namespace panoh::portal

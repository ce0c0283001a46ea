#include "bulletin/pictures_http.h"

#include "access/page.h"
#include "access/people.h"
#include "bulletin/on_edition_http.h"
#include "bulletin/pictures.h"
#include "outreach/document.h"

namespace panoh::bulletin {

namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

// A little above what a picture may have, so that what is too large is told so in words of its own.
constexpr std::size_t largest_body = pictures::Limits{}.bytes + std::size_t{64} * 1024;
constexpr std::size_t largest_description = std::size_t{16} * 1024;

/// A picture as its people see it; the bytes are at its path with /small and /large.
struct PictureView {
    core::PictureId id = {};
    core::OrganisationId organisation = {};
    std::string organisation_name = {};
    std::int64_t version = 0;
    core::Instant added_at = {};
    std::string added_by = {};
    core::Instant changed_at = {};
    std::string changed_by = {};
    int width = 0;
    int height = 0;
    std::optional<PictureDescription> value = {};
    std::optional<core::Date> withdrawn_on = {};
    bool may_print = false; ///< today
    bool may_change = false;
};
PANOH_JSON(PictureView, id, organisation, organisation_name, version, added_at, added_by, changed_at,
           changed_by, width, height, value, withdrawn_on, may_print, may_change)

struct PictureViews {
    std::vector<PictureView> items = {};
    std::optional<std::string> next = {};
};
PANOH_JSON(PictureViews, items, next)

core::Error unknown()
{
    return {.kind = ErrorKind::not_found, .code = "bulletin/picture_not_found"};
}

core::Result<core::PictureId> named(const http::Request& request)
{
    const auto id = core::parse_id<core::PictureId>(request.param("picture"));
    if (!id) return core::fail(unknown());
    return *id;
}

/// Copied into each route.
struct Handlers {
    PictureNeeds needs;

    [[nodiscard]] core::Date today(const Caller& caller) const
    {
        return core::local_day(caller.act().at, needs.time_zone);
    }

    [[nodiscard]] PictureView view_of(const Picture& picture, const Caller& caller,
                                      access::PeopleNames& names) const
    {
        return {.id = picture.id,
                .organisation = picture.organisation,
                .organisation_name = names.organisation(picture.organisation),
                .version = picture.version,
                .added_at = picture.added_at,
                .added_by = names.user(picture.added_by),
                .changed_at = picture.changed_at,
                .changed_by = names.user(picture.changed_by),
                .width = picture.width,
                .height = picture.height,
                .value = picture.description,
                .withdrawn_on = picture.withdrawn_on,
                .may_print = bulletin::may_print(picture, today(caller)),
                .may_change = permitted<Action::edition_write>(caller).has_value()};
    }

    [[nodiscard]] core::Result<PictureView> whole(store::Reader& reader, const Caller& caller,
                                                  core::PictureId id) const
    {
        PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
        const auto found = picture(reader, permit, id);
        if (!found) return core::fail(unknown());
        access::PeopleNames names(reader, caller.names());
        return view_of(*found, caller, names);
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto page = needs.database.read([&](store::Reader& reader) -> core::Result<PictureViews> {
            PANOH_TRY(const access::Page wanted, access::page_of(request));
            PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
            const auto found = list_pictures(reader, permit, wanted.after, wanted.limit);
            access::PeopleNames names(reader, caller.names());
            PictureViews views;
            for (const auto& each : found)
                views.items.push_back(view_of(each, caller, names));
            if (static_cast<int>(found.size()) == wanted.limit)
                views.next = access::cursor_for(place_of(found.back()));
            return views;
        });
        return http::answer(page, [](const PictureViews& views) { return http::ok(views).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto view = needs.database.read([&](store::Reader& reader) -> core::Result<PictureView> {
            PANOH_TRY(const auto id, named(request));
            return whole(reader, caller, id);
        });
        return with_version(view);
    }

    template <PictureSize Size>
    [[nodiscard]] http::Response bytes(Caller& caller, const http::Request& request) const
    {
        const auto jpeg = needs.database.read([&](store::Reader& reader) -> core::Result<core::Bytes> {
            PANOH_TRY(const auto id, named(request));
            PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
            auto found = picture_bytes(reader, permit, id, Size);
            if (!found) return core::fail(unknown());
            return std::move(*found);
        });
        return http::answer(jpeg, [](const core::Bytes& found) {
            // Asked for again each time: a picture that was taken back is gone at once.
            return http::Response{.content_type = "image/jpeg", .body = std::string(core::as_text(found))}
                .with("Cache-Control", "private, no-cache");
        });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        // Before any work: the child and the transaction are for who may.
        if (const auto may = permitted<Action::edition_write>(caller); !may)
            return http::problem(may.error());
        const auto original = core::as_bytes(request.body);
        const auto made = needs.workshop.remake(original);
        if (!made) return http::problem(made.error());
        const auto added =
            needs.database.write([&](store::Transaction& transaction) -> core::Result<PictureView> {
                PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before) return whole(transaction, caller, core::PictureId{*before});
                PANOH_TRY(const auto id, add_picture(transaction, permit, caller.act(), original, *made));
                access::remember_made(transaction, caller, request, id.bytes);
                return whole(transaction, caller, id);
            });
        return as_made(added, "/api/pictures/");
    }

    [[nodiscard]] http::Response describe(Caller& caller, const http::Request& request) const
    {
        const auto description = sent(request);
        if (!description) return http::problem(description.error());
        return changed(caller, request,
                       [&](store::Transaction& transaction, const MayWritePictures& permit,
                           const PictureChange& change) {
                           return describe_picture(transaction, permit, caller.act(), change, *description);
                       });
    }

    [[nodiscard]] http::Response remove(Caller& caller, const http::Request& request) const
    {
        using Version = core::Result<std::int64_t>;
        const auto removed = needs.database.write([&](store::Transaction& transaction) -> Version {
            PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
            PANOH_TRY(const auto id, named(request));
            PANOH_TRY(const std::int64_t version, request.if_match());
            PANOH_CHECK(remove_picture(transaction, permit, caller.act(), {id, version}));
            return version + 1;
        });
        return http::answer(removed, [](std::int64_t version) { return http::no_content().tagged(version); });
    }

    /// Asks for no version: whoever takes it back is not made to wait for a form.
    [[nodiscard]] http::Response withdraw(Caller& caller, const http::Request& request) const
    {
        const auto done = needs.database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
            PANOH_TRY(const auto id, named(request));
            return withdraw_picture(transaction, permit, caller.act(), id, today(caller));
        });
        return http::answer(done, [] { return http::no_content(); });
    }

private:
    static core::Result<PictureDescription> sent(const http::Request& request)
    {
        PANOH_TRY(auto description, request.json<PictureDescription>());
        PANOH_CHECK(outreach::document_of(description));
        return description;
    }

    template <typename Do>
    [[nodiscard]] http::Response changed(Caller& caller, const http::Request& request,
                                         const Do& carry_out) const
    {
        return with_version(
            needs.database.write([&](store::Transaction& transaction) -> core::Result<PictureView> {
                PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
                PANOH_TRY(const auto id, named(request));
                PANOH_TRY(const std::int64_t version, request.if_match());
                PANOH_CHECK(carry_out(transaction, permit, PictureChange{id, version}));
                return whole(transaction, caller, id);
            }));
    }
};

class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, const PictureNeeds& needs)
        : router_(router), gate_(gate), handlers_{needs}
    {
    }

    void add_reading()
    {
        route({.method = http::Method::get,
               .pattern = "/api/pictures",
               .policy = "edition_read",
               .summary = "Pictures of the own organisation for the bulletin, latest first",
               .query = {{"limit", "1 to 200"}, {"cursor", "Where the page before ended"}},
               .gives = core::json_schema<PictureViews>(),
               .problems = {"http/query_invalid"}},
              &Handlers::list);
        route({.method = http::Method::get,
               .pattern = one_,
               .policy = "edition_read",
               .summary = "What is said of one picture",
               .gives = core::json_schema<PictureView>(),
               .problems = {"bulletin/picture_not_found"},
               .tagged = true},
              &Handlers::read);
        route({.method = http::Method::get,
               .pattern = one_ + "/small",
               .policy = "edition_read",
               .summary = "The picture as JPEG, at most 480 pixels wide",
               .problems = {"bulletin/picture_not_found"}},
              &Handlers::bytes<PictureSize::small>);
        route({.method = http::Method::get,
               .pattern = one_ + "/large",
               .policy = "edition_read",
               .summary = "The picture as JPEG, at most 1280 pixels wide",
               .problems = {"bulletin/picture_not_found"}},
              &Handlers::bytes<PictureSize::large>);
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = "/api/pictures",
               .policy = "edition_write",
               .summary = "Brings a picture: a JPEG or PNG of at most 12 MiB and 50 million pixels. Only its "
                          "pixels are kept, in two sizes",
               .gives = core::json_schema<PictureView>(),
               .success = 201,
               .problems = {"pictures/not_a_picture", "pictures/too_large", "pictures/too_many_pixels",
                            "pictures/busy", "pictures/no_sandbox", "bulletin/picture_withdrawn",
                            "http/idempotency_key_reused"},
               .tagged = true,
               .idempotent_create = true,
               .max_body = largest_body,
               .content_type = "image/jpeg",
               .other_content_type = "image/png"},
              &Handlers::add);
        route(
            {.method = http::Method::put,
             .pattern = one_,
             .policy = "edition_write",
             .summary = "Says who made it and who is seen on it, with the consent of those who can be known",
             .takes = core::json_schema<PictureDescription>(),
             .gives = core::json_schema<PictureView>(),
             .problems = {"bulletin/picture_not_found", "bulletin/picture_stale",
                          "bulletin/picture_withdrawn", "bulletin/picture_consent_missing",
                          "outreach/missing", "outreach/too_long", "outreach/ends_before_it_starts"},
             .versioned = true,
             .max_body = largest_description},
            &Handlers::describe);
        route({.method = http::Method::del,
               .pattern = one_,
               .policy = "edition_write",
               .summary = "Deletes it for good; not while an edition shows it",
               .success = 204,
               .problems = {"bulletin/picture_not_found", "bulletin/picture_stale", "bulletin/picture_shown"},
               .versioned = true},
              &Handlers::remove);
        route({.method = http::Method::post,
               .pattern = one_ + "/withdraw",
               .policy = "edition_write",
               .summary = "Somebody on it took their consent back: nothing prints it any more, its bytes are "
                          "deleted",
               .success = 204,
               .problems = {"bulletin/picture_not_found"}},
              &Handlers::withdraw);
    }

private:
    using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

    void route(http::Route made, Serve serve)
    {
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    http::Router& router_;
    const access::Gate& gate_;
    Handlers handlers_;
    std::string one_ = "/api/pictures/{picture}";
};

} // namespace

void add_picture_routes(http::Router& router, const access::Gate& gate, const PictureNeeds& needs)
{
    Routes routes(router, gate, needs);
    routes.add_reading();
    routes.add_writing();
}

} // namespace panoh::bulletin

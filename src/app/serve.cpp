#include "app/serve.h"

#include <csignal>
#include <filesystem>

#include <fmt/format.h>
#include <malloc.h>

#include "access/decide.h"
#include "app/audit_routes.h"
#include "app/certificate.h"
#include "app/checkpoints.h"
#include "app/mail_options.h"
#include "app/node_routes.h"
#include "app/public_releases.h"
#include "app/public_shelf.h"
#include "app/release_needs.h"
#include "app/upkeep.h"
#include "bulletin/confirming_letter.h"
#include "bulletin/editions_http.h"
#include "bulletin/pictures_http.h"
#include "bulletin/post.h"
#include "bulletin/sendings_http.h"
#include "bulletin/subscribers_http.h"
#include "cases/cases_http.h"
#include "cases/key_rotation.h"
#include "core/log.h"
#include "directory/organisations_http.h"
#include "drafts/drafts.h"
#include "drafts/drafts_http.h"
#include "emergency/emergency_http.h"
#include "http/server.h"
#include "outreach/files_http.h"
#include "outreach/items_http.h"
#include "outreach/programme_http.h"
#include "pictures/social_picture.h"
#include "portal/portal_http.h"
#include "portal/releases_http.h"
#include "portal/subscription_http.h"
#include "portal/words.h"
#include "records/export_http.h"
#include "records/import_http.h"
#include "recovery/recovery_http.h"
#include "release/datasets_http.h"
#include "release/importing.h"
#include "release/imports.h"
#include "release/releases_http.h"

namespace panoh::app {
namespace {

using core::LogLevel;
using core::LogValue;

/// The server and what its routes ask it for, so that they can be made before it.
struct Running {
    std::string openapi;
    http::StaticFiles files;
    std::unique_ptr<http::Server> server; ///< last: it ends before what it serves
};

/// Stands after all that routes use, so that no request is left when that goes, however `serve` is left.
class ServedToTheEnd {
public:
    explicit ServedToTheEnd(http::Server& server) : server_(server) {}
    ~ServedToTheEnd() { server_.stop(); }
    ServedToTheEnd(const ServedToTheEnd&) = delete;
    ServedToTheEnd& operator=(const ServedToTheEnd&) = delete;

private:
    http::Server& server_;
};

/// What routes share beside the database.
struct Shared {
    release::Imports& dataset_imports;
    const release::ReleaseHttpNeeds& releases;
    records::Uploads& uploads;
    records::ImportJobs& record_imports;
    const Checkpoints& checkpoints;
    bulletin::Post& post;
    bulletin::Desk& desk;
    pictures::Workshop& workshop;
    const portal::Published& published;
    portal::Paper& paper;
    portal::Card& card;
    portal::ReleasePages& release_pages;
};

core::Result<std::unique_ptr<http::Router>> make_router(Node& node, const Running& running,
                                                        const Shared& shared)
{
    auto router = std::make_unique<http::Router>();
    const auto& gate = node.access().gate();
    add_node_routes(
        *router, node,
        {.openapi = [&running] { return running.openapi; },
         .metrics = [&running] { return running.server ? running.server->metrics_text() : std::string(); },
         .web_version = [&running] { return running.files.version(); }});
    add_audit_routes(*router, node, shared.checkpoints);
    node.access().add_routes(*router);
    directory::add_routes(*router, gate, node.database());
    recovery::add_routes(*router, gate, {.database = node.database(), .clock = node.clock()});
    emergency::add_routes(*router, gate, node.database());
    outreach::add_item_routes(*router, gate, node.database(), node.config().time_zone);
    bulletin::add_subscriber_routes(*router, gate, node.database(), shared.post, shared.desk);
    portal::add_subscription_routes(*router, gate, shared.desk);
    bulletin::add_sending_routes(*router, gate, node.database(), shared.post);
    outreach::add_programme_routes(*router, gate, node.database(), node.config().time_zone);
    outreach::add_file_routes(
        *router, gate,
        {.database = node.database(), .time_zone = node.config().time_zone, .demo = node.demo()});
    const bulletin::EditionNeeds editions{
        .database = node.database(), .time_zone = node.config().time_zone, .words = portal::program_words};
    bulletin::add_edition_routes(*router, gate, editions);
    bulletin::add_story_routes(*router, gate, editions);
    bulletin::add_picture_routes(
        *router, gate,
        {.database = node.database(), .workshop = shared.workshop, .time_zone = node.config().time_zone});
    portal::add_routes(*router, shared.published, shared.paper, shared.card);
    portal::add_release_routes(*router, shared.release_pages);
    cases::add_routes(*router, gate,
                      {.database = node.database(),
                       .clock = node.clock(),
                       .time_zone = node.config().time_zone,
                       .demo = node.demo()});
    records::add_export_routes(*router, gate,
                               {.database = node.database(),
                                .clock = node.clock(),
                                .time_zone = node.config().time_zone,
                                .demo = node.demo()});
    drafts::add_routes(*router, gate, node.database());
    release::add_routes(*router, gate, {.database = node.database(), .imports = shared.dataset_imports});
    release::add_lineage_routes(*router, gate, shared.releases);
    release::add_release_routes(*router, gate, shared.releases);
    release::add_published_routes(*router, gate, node.database());
    records::add_import_routes(*router, gate,
                               {.database = node.database(),
                                .clock = node.clock(),
                                .time_zone = node.config().time_zone,
                                .uploads = shared.uploads,
                                .jobs = shared.record_imports,
                                .being_written = drafts::cases_being_written});

    if (const std::string fault = router->fault(); !fault.empty()) {
        core::log(LogLevel::error, "route_fault", {{"route", LogValue::word(fault)}});
        return core::fail(core::ErrorKind::conflict, "app/routes");
    }
    for (const auto& route : router->routes())
        if (!access::policy(route.policy)) {
            core::log(LogLevel::error, "route_without_policy", {{"route", LogValue::word(route.pattern)}});
            return core::fail(core::ErrorKind::conflict, "app/routes");
        }
    return router;
}

/// The staff app: as configured, or beside the program as the build and the package lay it out.
std::string web_folder(const Config& config)
{
    if (!config.web.empty()) return config.web;
    const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    for (const auto& folder : {program / "../web", program / "../share/panoh/web"})
        if (std::filesystem::is_regular_file(folder / "index.html"))
            return folder.lexically_normal().string();
    return "";
}

core::LogLevel level_of(const std::string& word)
{
    if (word == "debug") return LogLevel::debug;
    if (word == "warning") return LogLevel::warning;
    return word == "error" ? LogLevel::error : LogLevel::info;
}

sigset_t handled_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

void wait_for_end(http::Server& server)
{
    const sigset_t signals = handled_signals();
    for (;;) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        if (signal != SIGHUP) return;
        const auto reloaded = server.reload_certificate();
        core::log(reloaded ? LogLevel::info : LogLevel::error, "certificate_reloaded",
                  {{"ok", reloaded ? 1 : 0}});
    }
}

} // namespace

void hold_signals()
{
    const sigset_t signals = handled_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    for (const int signal : {SIGPIPE, SIGXFSZ}) // both come as errors of the write that met them
        std::signal(signal, SIG_IGN);           // NOLINT(cert-err33-c)
}

core::Done serve(Node& node, const std::function<void(const Listening&)>& on_listening,
                 bulletin::Editions editions)
{
    // Every thread would bring an allocation arena of its own that never shrinks: four serve as well.
    mallopt(M_ARENA_MAX, 4);
    const auto& config = node.config();
    core::set_log_level(level_of(config.log_level));

    Checkpoints checkpoints(node.database(), node.clock(), node.access().secret().checkpoint_keys(),
                            in_data(config, checkpoint_file));
    checkpoints.look_back();
    checkpoints.make();
    Running running;
    release::remove_unfinished(node.database());
    release::Imports imports(node.database());
    release::LedgerMarks marks(in_data(config, release::ledger_marks_file));
    const release::ReleaseNeeds kept = release_needs(node, marks);
    release::Makings makings(kept, draw_report);
    const release::ReleaseHttpNeeds releases{kept, makings};
    records::Uploads uploads;
    records::ImportJobs record_imports;
    PublicShelf shelf(node.database(), node.clock(), config.time_zone,
                      {.site = config.public_address,
                       .paper = portal::Paper::is_installed(),
                       .card = pictures::social_picture_is_possible()});
    const portal::Published published(shelf.pictures(), [&shelf] { return shelf.look(); });
    portal::Paper paper(shelf.pictures(), config.public_address);
    portal::Card card([](std::string_view title, std::string_view line, std::string_view language) {
        return pictures::social_picture(title, line, language);
    });
    portal::ReleasePages release_pages(public_releases(node.database()),
                                       {.site = config.public_address, .demo = node.demo()});
    if (!editions.write) editions = editions_to_send(published);
    PANOH_TRY(auto mail, mail_options(config));
    bulletin::Post post(node.database(), node.clock(), node.access().secret().subscriber_key(),
                        std::move(mail), std::move(editions), [&config](std::string_view language) {
                            return bulletin::confirming_letter(language, config.name);
                        });
    bulletin::Desk desk(node.database(), node.clock(), post);
    pictures::Workshop workshop;
    cases::KeyRotation rotation(node.database(), node.clock());
    node.access().on_work([&rotation](access::Caller& caller) {
        rotation.offer(caller.subject(), caller.act(), caller.keys());
    });
    PANOH_TRY(const auto router, make_router(node, running,
                                             {.dataset_imports = imports,
                                              .releases = releases,
                                              .uploads = uploads,
                                              .record_imports = record_imports,
                                              .checkpoints = checkpoints,
                                              .post = post,
                                              .desk = desk,
                                              .workshop = workshop,
                                              .published = published,
                                              .paper = paper,
                                              .card = card,
                                              .release_pages = release_pages}));
    running.openapi = router->openapi(PANOH_VERSION);
    PANOH_TRY(running.files, http::StaticFiles::load(web_folder(config)));
    PANOH_TRY(const Certificate certificate, choose_certificate(config));
    http::ServerOptions options{.address = config.address,
                                .port = static_cast<std::uint16_t>(config.port),
                                .worker_threads = config.workers,
                                .certificate_file = certificate.certificate_file,
                                .key_file = certificate.key_file,
                                .hosts = config.hosts,
                                .trusted_proxy = config.trusted_proxy,
                                .content_security_policy = running.files.content_security_policy()};
    // Before anybody may ask for a release: what it finds begun is of an earlier run.
    makings.start();
    PANOH_TRY(running.server, http::Server::start(options, *router, running.files));
    const ServedToTheEnd served(*running.server);
    const auto* const scheme = certificate.certificate_file.empty() ? "http" : "https";
    const bool is_v6 = config.address.find(':') != std::string::npos;
    const std::string host = is_v6 ? '[' + config.address + ']' : config.address;
    on_listening({.address = fmt::format("{}://{}:{}/", scheme, host, running.server->port()),
                  .fingerprint = certificate.fingerprint,
                  .renewed = certificate.renewed});
    core::log(LogLevel::info, "listening", {{"port", running.server->port()}, {"demo", node.demo() ? 1 : 0}});
    post.start();
    std::jthread upkeep = start_upkeep(node.database(), node.clock(), uploads, checkpoints);
    wait_for_end(*running.server);
    core::log(LogLevel::info, "stopping");
    running.server->stop();
    running.server->wait();
    upkeep.request_stop();
    upkeep.join();
    checkpoints.make();
    return {};
}

} // namespace panoh::app

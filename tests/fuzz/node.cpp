#include "node.h"

#include <unistd.h>

#include <boost/json.hpp>

#include "app/demo.h"
#include "app/migrations.h"
#include "cases/cases_http.h"
#include "crypto/crypto.h"
#include "directory/organisations_http.h"
#include "drafts/drafts.h"
#include "drafts/drafts_http.h"
#include "fuzz.h"
#include "records/export_http.h"
#include "records/import_http.h"
#include "recovery/recovery_http.h"
#include "release/datasets_http.h"

namespace panoh::fuzz {

namespace {

constexpr const char* time_zone = "Asia/Bishkek";

std::unique_ptr<store::Database> open_database(const std::string& file)
{
    auto database = store::Database::open({.address = "sqlite:" + file, .readers = 2});
    must(database && (*database)->migrate(app::all_migrations()));
    return std::move(*database);
}

std::filesystem::path make_folder()
{
    // In memory where there is such a place: a disk would be most of the work.
    const std::filesystem::path memory = "/dev/shm";
    const auto place =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    auto folder = place / ("panoh_fuzz_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    return folder;
}

} // namespace

Node::Running::Running(const std::string& file, const std::string& secret, const core::Clock& clock,
                       access::Passwords::Limits passwords)
    : database(open_database(file)),
      access(std::move(*access::Access::create(
          *database, clock, {.node_secret_file = secret, .demo = true, .passwords = passwords}))),
      imports(*database)
{
    const auto& gate = access->gate();
    access->add_routes(router);
    directory::add_routes(router, gate, *database);
    recovery::add_routes(router, gate, {.database = *database, .clock = clock});
    cases::add_routes(router, gate,
                      {.database = *database, .clock = clock, .time_zone = time_zone, .demo = true});
    records::add_export_routes(router, gate,
                               {.database = *database, .clock = clock, .time_zone = time_zone, .demo = true});
    drafts::add_routes(router, gate, *database);
    release::add_routes(router, gate, {.database = *database, .imports = imports});
    records::add_import_routes(router, gate,
                               {.database = *database,
                                .clock = clock,
                                .time_zone = time_zone,
                                .uploads = uploads,
                                .jobs = jobs,
                                .being_written = drafts::cases_being_written});
}

Node::Node() : folder_(make_folder())
{
    must(crypto::start().has_value());
    const std::string secret = folder_ / "node.secret";
    running_ = std::make_unique<Running>(folder_ / "first.db", secret, clock_, access::Passwords::Limits{});
    must(app::make_demo(*running_->database, *running_->access, clock_, 6, [](std::int64_t) {}).has_value());
    make_people();
    learn_ids();
    running_.reset();
    begin_anew();
}

Node::~Node()
{
    running_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Node::begin_anew()
{
    running_.reset();
    const auto file = folder_ / "panoh.db";
    for (const char* beside : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + beside);
    std::filesystem::copy_file(folder_ / "first.db", file);
    // No password is worked on: that takes a tenth of a second, and answers "access/busy" at once instead.
    running_ = std::make_unique<Running>(file, folder_ / "node.secret", clock_,
                                         access::Passwords::Limits{.at_once = 0, .waiting = 0});
}

std::string Node::cookie(std::size_t person) const
{
    return person == 0 || person > cookies_.size() ? std::string() : cookies_[person - 1];
}

http::Response Node::call(http::Method method, const std::string& path, std::string body,
                          std::size_t person) const
{
    http::Request request;
    request.method = method;
    request.path = path;
    request.network = "192.0.2.0/24";
    request.headers = {{"sec-fetch-site", "same-origin"}, {"cookie", cookie(person)}};
    if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
    request.body = std::move(body);
    return running_->router.dispatch(request);
}

void Node::make_people()
{
    for (const std::string name : {"ayana", "daniyar", "timur", "meerim", "azat", "jyldyz"}) {
        const auto answer = call(http::Method::post, "/api/session",
                                 R"({"user_name":")" + name + R"(","password":")" +
                                     app::demo_accounts().front().password + "\"}",
                                 0);
        must(answer.status < 300);
        const std::string_view set = http::value_of(answer.headers, "Set-Cookie");
        cookies_.emplace_back(set.substr(0, set.find(';')));
    }
}

void Node::learn_ids()
{
    learn("case", "/api/cases");
    learn("team", "/api/teams");
    learn("user", "/api/users");
    learn("organisation", "/api/organisations");
    must(ids_.at("case").size() > 1);
    learn("note", "/api/cases/" + ids_.at("case").front() + "/notes");
    ids_["draft"] = {"new_case." + ids_.at("case").front(), "case_note." + ids_.at("case").front()};
    all_ids_.emplace_back("7b0f4d35-0c4e-4f7c-9f6a-4f8f4e1f0a11");
}

void Node::learn(const std::string& name, const std::string& path)
{
    // Whoever may see most of it: the supervisor, or who runs the node.
    for (const std::size_t person : {std::size_t{2}, cookies_.size()}) {
        const auto answer = call(http::Method::get, path, {}, person);
        if (answer.status != 200) continue;
        const auto page = boost::json::parse(answer.body);
        for (const auto& item : page.at("items").as_array()) {
            ids_[name].emplace_back(item.at("id").as_string());
            all_ids_.push_back(ids_[name].back());
        }
        return;
    }
}

} // namespace panoh::fuzz

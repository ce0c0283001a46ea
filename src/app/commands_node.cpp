// serve, demo, config.

#include <cstdio>

#include <fmt/core.h>
#include <unistd.h>

#include "app/command.h"
#include "app/demo.h"
#include "app/release_needs.h"
#include "app/serve.h"

namespace panoh::app {
namespace {

void print_accounts()
{
    fmt::print("Every person in it is fictional. One account a role, all with the password \"{}\":\n",
               demo_accounts().front().password);
    for (const auto& account : demo_accounts())
        fmt::print("  {:<9} {:<13} {}, {}\n", account.user_name, core::to_text(account.role), account.name,
                   account.organisation);
}

int serve_node(Node& node)
{
    const auto served = serve(node, [&](const Listening& now) {
        fmt::print("Panoh listens on {}\n", now.address);
        if (now.renewed)
            fmt::print("The certificate was near its end and is made anew: browsers ask once more.\n");
        if (!now.fingerprint.empty()) fmt::print("Certificate, SHA-256: {}\n", now.fingerprint);
        if (node.demo())
            fmt::print("This is a demonstration: the sign-in page offers its accounts with one press.\n");
        std::fflush(stdout);
    });
    return served ? 0 : refuse(served.error());
}

core::Done fill(Node& node, long long cases)
{
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    auto made = make_demo(
        node.database(), node.access(), node.clock(), cases,
        [&](std::int64_t done) {
            if (terminal) fmt::print(stderr, "\r{} of {} fictional cases", done, cases);
        },
        [&](const StatisticsHands& hands, std::int64_t people) {
            release::LedgerMarks marks(in_data(node.config(), release::ledger_marks_file));
            return add_releases(release_needs(node, marks), hands, people, draw_report);
        });
    if (terminal) fmt::print(stderr, "\n");
    return made;
}

} // namespace

int serve_command(const Common& common)
{
    hold_signals();
    const auto node = open_node(common);
    return node ? serve_node(**node) : refuse(node.error());
}

int demo_command(const Common& common, long long cases, bool serve_too)
{
    Common as_demo = common;
    as_demo.demo = true;
    {
        const auto node = open_node(as_demo);
        if (!node) return refuse(node.error());
        if (!is_demo((*node)->database())) {
            if (const auto made = fill(**node, cases); !made) return refuse(made.error());
        }
    }
    print_accounts();
    // Opened anew: Ctrl-C ends the filling at once, and serving holds its signals before its first thread.
    return serve_too ? serve_command(as_demo) : 0;
}

int config_check_command(const Common& common)
{
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    if (const auto files = check_files(*config); !files) return refuse(files.error());
    fmt::print("ok\n");
    return 0;
}

int config_show_command(const Common& common)
{
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    fmt::print("{}", write_config(*config));
    return 0;
}

} // namespace panoh::app

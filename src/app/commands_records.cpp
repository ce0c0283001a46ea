// panoh import htcds: whole cases in, by somebody with keys to them.

#include <iostream>

#include <fmt/core.h>
#include <unistd.h>

#include "app/at_the_machine.h"
#include "app/command.h"
#include "core/json.h"
#include "records/bring_in.h"
#include "release/commands.h"

namespace panoh::app {
namespace {

core::Result<records::Reading> reading_of(const Node& node, const RecordWords& words)
{
    records::Reading reading;
    reading.defaults.country = {words.country.empty() ? node.config().country : words.country};
    if (!core::code_list("country").has(reading.defaults.country.code))
        return core::fail(core::ErrorKind::invalid, "json/code_unknown", "country");
    reading.leave_out_faulty = words.leave_out_faulty;
    if (!words.mapping.empty()) {
        PANOH_TRY(const auto text, release::read_table_file(words.mapping));
        PANOH_TRY(reading.mapping, core::read_json<records::Mapping>(text));
    }
    if (words.consent.empty()) return reading;
    if (core::code_list("consent_mode").has(words.consent))
        reading.defaults.consent = {.given = true, .mode = core::Coded<"consent_mode">{words.consent}};
    else if (core::code_list("consent_exception").has(words.consent))
        reading.defaults.consent = {.given = false,
                                    .exception = core::Coded<"consent_exception">{words.consent}};
    else
        return core::fail(core::ErrorKind::invalid, "json/code_unknown", "consent");
    return reading;
}

void say(const records::Checked& checked)
{
    for (const auto& problem : checked.problems)
        fmt::print(stderr, "{}: {}{}{}{}\n", problem.place, problem.code,
                   problem.heading.empty() ? "" : " in " + problem.heading,
                   problem.value.empty() ? "" : " (" + problem.value + ")",
                   problem.count > 1 ? fmt::format(", {} times", problem.count) : "");
    for (const auto& heading : checked.unknown_headings)
        fmt::print(stderr, "left out, no field of HTCDS: {}\n", heading);
}

} // namespace

int import_htcds_command(const Common& common, const RecordWords& words)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    auto text = release::read_table_file(words.file);
    if (!text) return refuse(text.error());
    const auto reading = reading_of(**node, words);
    if (!reading) return refuse(reading.error());
    const auto table = tables::open_table(std::move(*text), {}, {.guarded = true});
    if (!table) return refuse(table.error());
    const auto today = core::local_day((*node)->clock().now(), (*node)->config().time_zone);
    auto checked = records::check_table(*table, *reading, today);
    if (!checked) return refuse(checked.error());
    say(*checked);
    if (checked->faulty > 0 && !words.leave_out_faulty) {
        fmt::print(stderr, "panoh: records/cases_faulty: {} of {} cases; nothing was written\n",
                   checked->faulty, checked->found);
        return 1;
    }
    const auto person = AtTheMachine::sign_in(**node, words.user_name);
    if (!person) return refuse(person.error());
    const auto team = (*person)->team(words.team);
    if (!team) return refuse(team.error());
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    const auto brought =
        records::bring_in((*node)->database(),
                          {.subject = (*person)->subject(),
                           .act = (*person)->act(),
                           .keys = (*person)->keys().get(),
                           .team = *team,
                           .time_zone = (*node)->config().time_zone,
                           .portion = 5000}, // nobody else writes: the server is stopped
                          crypto::random_id<core::ImportId>(), words.file.substr(words.file.rfind('/') + 1),
                          checked->cases, [&](std::int64_t done, std::int64_t of) {
                              if (terminal) fmt::print(stderr, "\r{} of {} cases", done, of);
                              return true;
                          });
    if (terminal) fmt::print(stderr, "\n");
    if (!brought) return refuse(brought.error());
    fmt::print("{} cases of {} brought in\n", *brought, checked->found);
    return 0;
}

} // namespace panoh::app

// panoh export htcds, panoh export ctdc: our own cases out, by somebody with keys to them.

#include <filesystem>
#include <fstream>

#include <fmt/core.h>

#include "access/people.h"
#include "app/at_the_machine.h"
#include "app/command.h"
#include "cases/why.h"
#include "records/ctdc_rows.h"
#include "records/record_file.h"
#include "records/take_out.h"

namespace panoh::app {
namespace {

core::Error not_writable()
{
    return {.kind = core::ErrorKind::invalid, .code = "app/file_not_writable", .field = "file"};
}

core::Error wrong(const char* code, const char* field)
{
    return {.kind = core::ErrorKind::invalid, .code = code, .field = field};
}

/// Somebody who takes cases of a team out, signed in and with a reason.
struct Taker {
    std::unique_ptr<Node> node = {};
    std::unique_ptr<AtTheMachine> person = {}; ///< after the node: it ends before
    core::TeamId team = {};
    audit::Act act = {};
};

core::Result<Taker> taker_of(const Common& common, const RecordWords& words)
{
    if (!core::code_list("purpose").has(words.purpose))
        return core::fail(wrong("json/code_unknown", "purpose"));
    if (!words.why.empty()) PANOH_CHECK(cases::check(cases::Why{.text = words.why}));
    Taker taker;
    PANOH_TRY(taker.node, open_any_node(common));
    PANOH_TRY(taker.person, AtTheMachine::sign_in(*taker.node, words.user_name));
    PANOH_TRY(taker.team, taker.person->team(words.team));
    taker.act = taker.person->act();
    taker.act.purpose = words.purpose;
    return taker;
}

records::TakesOut takes_out(const Taker& taker)
{
    return {.subject = taker.person->subject(),
            .act = taker.act,
            .keys = taker.person->keys(),
            .team = taker.team,
            .time_zone = taker.node->config().time_zone};
}

/// It names people: for whoever runs the command alone, before the first byte.
core::Result<std::ofstream> open_own(const std::string& file)
{
    std::ofstream out(file, std::ios::binary);
    using std::filesystem::perms;
    std::error_code fault;
    if (out) std::filesystem::permissions(file, perms::owner_read | perms::owner_write, fault);
    if (!out || fault) return core::fail(not_writable());
    return out;
}

/// The command line speaks English.
tables::About about_of(const Taker& taker, const RecordWords& words)
{
    const auto& subject = taker.person->subject();
    const std::string who = taker.node->database().read([&](store::Reader& reader) {
        access::PeopleNames names(reader);
        return cases::named(names.user(subject.user), names.organisation(subject.organisation));
    });
    auto about = cases::about_of({.sheet = "About",
                                  .title = "Cases",
                                  .who = "Who",
                                  .when = "When",
                                  .why = "Why",
                                  .purpose = words.purpose,
                                  .note = "Personal data",
                                  .fictional = "Fictional people"},
                                 {.name = who,
                                  .at = taker.act.at,
                                  .time_zone = taker.node->config().time_zone,
                                  .demo = taker.node->demo()},
                                 {.purpose = {words.purpose}, .text = words.why});
    // A reader of the table begins with the first sheet.
    about.last = true;
    return about;
}

} // namespace

int export_htcds_command(const Common& common, const RecordWords& words)
{
    const auto format = records::format_of(words.file);
    if (!format) return refuse(wrong("app/file_format", "file"));
    const auto taker = taker_of(common, words);
    if (!taker) return refuse(taker.error());
    auto out = open_own(words.file);
    if (!out) return refuse(out.error());
    records::RecordFile file(*format, about_of(*taker, words));
    core::Done written;
    const auto taken =
        records::take_out(taker->node->database(), takes_out(*taker), [&](const records::Record& record) {
            if (written) written = file.add(record);
            *out << file.take();
        });
    if (!taken) return refuse(taken.error());
    if (!written) return refuse(written.error());
    file.finish();
    *out << file.take();
    out->flush();
    if (!*out) return refuse(not_writable());
    fmt::print("{} cases written\n", *taken);
    return 0;
}

int export_own_ctdc_command(const Common& common, const RecordWords& words)
{
    const auto layout = records::ctdc_layout(words.layout);
    if (!layout) return refuse(wrong("json/code_unknown", "layout"));
    const auto taker = taker_of(common, words);
    if (!taker) return refuse(taker.error());
    auto out = open_own(words.file);
    if (!out) return refuse(out.error());
    *out << records::ctdc_header_line(*layout);
    std::int64_t left_out = 0;
    auto who = takes_out(*taker);
    who.parts = records::Parts::coded;
    who.detail = "ctdc:" + words.layout;
    const auto taken =
        records::take_out(taker->node->database(), std::move(who), [&](const records::Record& record) {
            if (records::belongs_in_ctdc(record))
                *out << records::ctdc_line(*layout, record);
            else
                ++left_out;
        });
    if (!taken) return refuse(taken.error());
    out->flush();
    if (!*out) return refuse(not_writable());
    fmt::print("{} cases written, {} left out: found not to be trafficking\n", *taken - left_out, left_out);
    fmt::print(stderr, "Personal data: one row is one person. Not for publication, not for sending on.\n");
    return 0;
}

} // namespace panoh::app

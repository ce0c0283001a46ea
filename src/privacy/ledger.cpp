#include "privacy/ledger.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <utility>

#include "core/text.h"

namespace panoh::privacy {

namespace {

using core::ErrorKind;
using core::fail;

/// Each refusal means that somebody else wrote, so this many tries end only in a crowd.
constexpr int most_tries = 100;
constexpr std::size_t longest_text = 500;

core::Done check_text(std::string_view text, const char* field, bool needed)
{
    if (text.size() > longest_text || !core::is_text(text) || !core::is_line(text) ||
        (needed && core::is_blank(text)))
        return fail(ErrorKind::invalid, "ledger/text_invalid", field);
    return {};
}

bool is_lineage(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Of the day in UTC. A clock before 1970 is as wrong as any other: 1970 it is.
core::Instant first_moment(core::Instant now)
{
    const std::int64_t since = std::max<std::int64_t>(core::within_calendar(now).milliseconds, 0);
    return {since - since % core::day_ms};
}

/// A line that would not verify must not be written: nobody could go on behind it. None is made; if one is,
/// that is a bug.
void check_readable(std::span<const LedgerLine> lines, const std::string& text)
{
    std::vector<std::string> texts;
    for (const auto& line : lines)
        texts.push_back(line_text(line));
    texts.push_back(text);
    if (!read_lines(texts)) std::abort();
}

/// What an amount still allows, rounded down.
Epsilon epsilon_within(Rho rho, Delta delta)
{
    const Epsilon epsilon = epsilon_for(rho, delta);
    return rho_for(epsilon, delta) > rho ? Epsilon{epsilon.thousandths - 1} : epsilon;
}

} // namespace

Ledger::Ledger(std::unique_ptr<LedgerBook> book, core::Instant day) : book_(std::move(book)), day_(day) {}

core::Result<Ledger> Ledger::open(std::unique_ptr<LedgerBook> book, const core::Clock& clock)
{
    Ledger ledger(std::move(book), first_moment(clock.now()));
    PANOH_CHECK(ledger.read());
    return ledger;
}

core::Done Ledger::read()
{
    PANOH_TRY(const auto texts, book_->lines());
    PANOH_TRY(lines_, read_lines(texts));
    stale_ = false;
    return {};
}

LedgerState Ledger::state() const
{
    LedgerState state;
    state.lines = lines_.size();
    for (const auto& line : lines_) {
        if (line.kind == LineKind::opened || line.kind == LineKind::raised) state.budget = {line.rho};
        if (!line.input.empty()) {
            state.last_input = line.input;
            state.last_salt = line.salt.value_or("");
        }
    }
    if (lines_.empty()) return state;
    state.lineage = lines_.back().lineage;
    state.delta = {lines_.back().delta_one_in};
    state.spent = {lines_.back().spent_after};
    state.epsilon = epsilon_for(state.budget, state.delta);
    state.epsilon_spent = epsilon_for(state.spent, state.delta);
    return state;
}

core::Done Ledger::add(const std::function<core::Result<LedgerLine>()>& make)
{
    for (int tries = 0; tries < most_tries; ++tries) {
        if (stale_) PANOH_CHECK(read());
        PANOH_TRY(LedgerLine line, make());
        const std::string text = sealed_text(line);
        check_readable(lines_, text);
        const auto written = book_->append(lines_.size(), text);
        if (written) {
            lines_.push_back(std::move(line));
            return {};
        }
        stale_ = true;
        if (written.error().code != "ledger/changed_meanwhile") return fail(written.error());
    }
    return fail(ErrorKind::conflict, "ledger/changed_meanwhile");
}

core::Result<LedgerLine> Ledger::next_line(LineKind kind) const
{
    if (lines_.empty()) return fail(ErrorKind::conflict, "ledger/not_started");
    const auto& last = lines_.back();
    LedgerLine line;
    line.line = last.line + 1;
    line.previous = last.hash;
    line.kind = kind;
    line.at = day_;
    line.lineage = last.lineage;
    line.spent_before = line.spent_after = last.spent_after;
    line.epsilon_thousandths = last.epsilon_thousandths;
    line.delta_one_in = last.delta_one_in;
    return line;
}

core::Result<LedgerLine> Ledger::line_of(LineKind kind, const Spending& spending) const
{
    PANOH_CHECK(check_text(spending.release, "release", true));
    PANOH_CHECK(check_text(spending.what, "what", true));
    PANOH_CHECK(check_text(spending.input, "input", false));
    PANOH_CHECK(check_text(spending.salt, "salt", !spending.input.empty()));
    if (spending.input.empty() && !spending.salt.empty())
        return fail(ErrorKind::invalid, "ledger/text_invalid", "salt");
    PANOH_CHECK(check_text(spending.schema, "schema", false));
    PANOH_CHECK(check_text(spending.operator_name, "operator_name", true));
    PANOH_CHECK(check_text(spending.program, "program", true));
    PANOH_TRY(LedgerLine line, next_line(kind));
    bool known = false;
    for (const auto& before : lines_) {
        if (before.release != spending.release) continue;
        known = true;
        if (before.kind == LineKind::finished) return fail(ErrorKind::conflict, "ledger/finished", "release");
    }
    if (kind == LineKind::finished && !known)
        return fail(ErrorKind::conflict, "ledger/release_unknown", "release");
    line.release = spending.release;
    line.what = spending.what;
    line.input = spending.input;
    line.salt = spending.salt;
    line.schema = spending.schema;
    line.operator_name = spending.operator_name;
    line.program = spending.program;
    if (kind != LineKind::finished) line.random = spending.insecure_seed ? chosen_bits : from_system;
    return line;
}

core::Done Ledger::start(std::string_view lineage, Epsilon epsilon, Delta delta,
                         std::string_view operator_name, std::string_view program)
{
    if (!is_lineage(lineage)) return fail(ErrorKind::invalid, "ledger/lineage_invalid", "lineage");
    if (epsilon.thousandths < 1 || epsilon.thousandths > most_thousandths)
        return fail(ErrorKind::invalid, "privacy/epsilon_invalid", "epsilon");
    if (delta.one_in < least_one_in || delta.one_in > most_one_in)
        return fail(ErrorKind::invalid, "ledger/delta_invalid", "delta");
    PANOH_CHECK(check_text(operator_name, "operator_name", true));
    PANOH_CHECK(check_text(program, "program", true));
    return add([&]() -> core::Result<LedgerLine> {
        if (!lines_.empty()) return fail(ErrorKind::conflict, "ledger/exists");
        LedgerLine line;
        line.previous = hash_of_nothing();
        line.at = day_;
        line.lineage = lineage;
        line.rho = rho_for(epsilon, delta).units;
        line.delta_one_in = delta.one_in;
        line.operator_name = operator_name;
        line.program = program;
        return line;
    });
}

core::Done Ledger::raise(Epsilon epsilon, std::string_view reason, std::string_view operator_name,
                         std::string_view program)
{
    if (epsilon.thousandths < 1 || epsilon.thousandths > most_thousandths)
        return fail(ErrorKind::invalid, "privacy/epsilon_invalid", "epsilon");
    if (core::is_blank(reason)) return fail(ErrorKind::invalid, "ledger/reason_missing", "reason");
    PANOH_CHECK(check_text(reason, "reason", true));
    PANOH_CHECK(check_text(operator_name, "operator_name", true));
    PANOH_CHECK(check_text(program, "program", true));
    return add([&]() -> core::Result<LedgerLine> {
        PANOH_TRY(LedgerLine line, next_line(LineKind::raised));
        const Rho budget = rho_for(epsilon, {line.delta_one_in});
        if (budget <= state().budget) return fail(ErrorKind::conflict, "ledger/not_larger", "epsilon");
        line.what = reason;
        line.rho = budget.units;
        line.operator_name = operator_name;
        line.program = program;
        return line;
    });
}

core::Result<Spent> Ledger::debit(Rho rho, const Spending& spending)
{
    if (rho.units <= 0) return fail(ErrorKind::invalid, "ledger/amount_invalid", "rho");
    PANOH_CHECK(add([&]() -> core::Result<LedgerLine> {
        PANOH_TRY(LedgerLine line, line_of(LineKind::debit, spending));
        const LedgerState now = state();
        const Rho left = now.budget - now.spent;
        if (rho > left)
            return fail(ErrorKind::conflict, "ledger/overspent", to_text(epsilon_within(left, now.delta)));
        line.rho = rho.units;
        line.spent_after += rho.units;
        line.epsilon_thousandths = epsilon_for({line.spent_after}, now.delta).thousandths;
        return line;
    }));
    if (spending.insecure_seed) return Spent(rho, RandomBits(*spending.insecure_seed), true);
    return Spent(rho, RandomBits(), false);
}

core::Result<Exact> Ledger::note_exact(const Spending& spending)
{
    PANOH_CHECK(add([&] { return line_of(LineKind::exact, spending); }));
    return Exact();
}

core::Done Ledger::finish(const Spending& spending, std::string_view outputs)
{
    PANOH_CHECK(check_text(outputs, "outputs", true));
    return add([&]() -> core::Result<LedgerLine> {
        PANOH_TRY(LedgerLine line, line_of(LineKind::finished, spending));
        line.outputs = outputs;
        return line;
    });
}

} // namespace panoh::privacy

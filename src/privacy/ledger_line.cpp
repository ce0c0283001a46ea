#include "privacy/ledger_line.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "crypto/crypto.h"

namespace panoh::privacy {

namespace {

using core::ErrorKind;
using core::fail;

constexpr std::string_view before_hash = ",\"hash\":\"";

std::string hash_text(std::string_view message)
{
    return crypto::to_base64url(crypto::hash(core::as_bytes(message)));
}

/// Takes a member of no value out of the JSON of a line. Its name cannot be part of a text: quotes in texts
/// stand behind a backslash.
void cut(std::string& text, std::string_view member)
{
    const std::size_t at = text.find(member);
    if (at == std::string::npos) std::abort(); // a bug: such a line was not read
    text.erase(at, member.size());
}

/// The JSON of a line without its last member.
std::string unsealed(std::string_view text)
{
    return std::string(text.substr(0, text.rfind(before_hash))) + "}";
}

bool within(std::int64_t value, std::int64_t least, std::int64_t most)
{
    return value >= least && value <= most;
}

/// Everything a ledger says so far.
class Reading {
public:
    /// Whether `line` may follow.
    bool take(const LedgerLine& line)
    {
        const bool first = last_.hash.empty();
        if (!has_its_form(line)) return false;
        if (first != (line.kind == LineKind::opened)) return false;
        if (first) {
            last_ = line;
            last_.line = 0;
            last_.hash = hash_of_nothing();
            last_.spent_after = 0;
        }
        if (!follows(line) || !adds_up(line) || !has_its_kind(line) || !belongs(line)) return false;
        last_ = line;
        return true;
    }

private:
    bool has_its_form(const LedgerLine& line) const
    {
        if (line.version.has_value() != line.salt.has_value()) return false;
        if (!line.version) return last_.hash.empty() || !last_.version;
        return *line.version == line_version && line.at.milliseconds % core::day_ms == 0 &&
               line.salt->empty() == line.input.empty();
    }
    bool follows(const LedgerLine& line) const
    {
        return line.line == last_.line + 1 && line.previous == last_.hash && line.lineage == last_.lineage &&
               !line.lineage.empty() && line.delta_one_in == last_.delta_one_in &&
               within(line.delta_one_in, least_one_in, most_one_in);
    }
    bool adds_up(const LedgerLine& line)
    {
        // Ranges first, so that sums cannot overflow.
        if (!within(line.rho, 0, most_units) || line.spent_before != last_.spent_after) return false;
        const bool debit = line.kind == LineKind::debit;
        if (line.spent_after != line.spent_before + (debit ? line.rho : 0)) return false;
        switch (line.kind) {
        case LineKind::opened:
        case LineKind::raised:
            if (line.rho <= budget_) return false;
            budget_ = line.rho;
            break;
        case LineKind::debit:
            if (line.rho == 0 || line.spent_after > budget_) return false;
            break;
        case LineKind::finished:
        case LineKind::exact:
            if (line.rho != 0) return false;
        }
        return within(line.epsilon_thousandths, 0, most_thousandths) &&
               rho_for({line.epsilon_thousandths}, {line.delta_one_in}).units >= line.spent_after;
    }
    static bool has_its_kind(const LedgerLine& line)
    {
        const bool noted = line.kind == LineKind::debit || line.kind == LineKind::exact;
        const bool finished = line.kind == LineKind::finished;
        const bool random_fits =
            noted ? line.random == from_system || line.random == chosen_bits : line.random.empty();
        const bool reason_fits = line.kind != LineKind::raised || !line.what.empty();
        return line.release.empty() != (noted || finished) && line.outputs.empty() != finished &&
               random_fits && reason_fits;
    }
    /// A release is noted, once or several times, and then finished.
    bool belongs(const LedgerLine& line)
    {
        if (line.release.empty()) return true;
        const auto place = releases_.find(line.release);
        const bool known = place != releases_.end();
        if (known && place->second) return false;
        const bool finished = line.kind == LineKind::finished;
        if (finished && !known) return false;
        releases_[line.release] = finished;
        return true;
    }

    LedgerLine last_;
    std::int64_t budget_ = 0;
    std::map<std::string, bool> releases_; ///< whether it is finished
};

} // namespace

std::string hash_of_nothing()
{
    return hash_text({});
}

std::string line_text(const LedgerLine& line)
{
    std::string text = core::write_json(line);
    if (!line.version) cut(text, "\"version\":null,");
    if (!line.salt) cut(text, "\"salt\":null,");
    return text;
}

std::optional<LedgerLine> read_line(std::string_view text)
{
    LedgerLine line;
    line.version.reset();
    line.salt.reset();
    core::JsonReader reader;
    const auto document = reader.parse(text);
    if (!document) return std::nullopt;
    reader.read(*document, line);
    if (!reader.clean()) return std::nullopt;
    return line;
}

std::string sealed_text(LedgerLine& line)
{
    line.hash = hash_text(unsealed(line_text(line)));
    return line_text(line);
}

core::Result<std::vector<LedgerLine>> read_lines(std::span<const std::string> texts)
{
    std::vector<LedgerLine> lines;
    Reading reading;
    for (const auto& text : texts) {
        auto line = read_line(text);
        if (!line || line_text(*line) != text || hash_text(unsealed(text)) != line->hash ||
            !reading.take(*line))
            return fail(ErrorKind::conflict, "ledger/broken", fmt::format("{}", lines.size() + 1));
        lines.push_back(std::move(*line));
    }
    return lines;
}

} // namespace panoh::privacy

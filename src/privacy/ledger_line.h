#pragma once

// One line of a ledger, and the rules that hold between lines.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "privacy/rho.h"

namespace panoh::privacy {

enum class LineKind {
    opened,   ///< a lineage with its budget
    debit,    ///< an amount, before its noise is drawn
    finished, ///< what a release became: hash of its outputs
    exact,    ///< a release of k-anonymity, or figures for internal use: no amount can say what it gives away
    raised,   ///< a larger budget, with its reason
};

} // namespace panoh::privacy

template <>
struct panoh::core::Names<panoh::privacy::LineKind> {
    static constexpr std::array<Named<panoh::privacy::LineKind>, 5> all = {
        {{panoh::privacy::LineKind::opened, "opened"},
         {panoh::privacy::LineKind::debit, "debit"},
         {panoh::privacy::LineKind::finished, "finished"},
         {panoh::privacy::LineKind::exact, "exact"},
         {panoh::privacy::LineKind::raised, "raised"}}};
};

namespace panoh::privacy {

/// The form of the lines that are written today.
inline constexpr std::int64_t line_version = 2;

/// One line. Hashes and keys as base64url; amounts in units of `Rho`. Lines go out with each release, so
/// nothing in them may tell about people what was not paid for: not how long a release took, and not whether
/// two of them were of the same table (docs/decisions/0039).
struct LedgerLine {
    /// `line_version`. None: a line of the first form, which has no `salt` and the time to the millisecond.
    std::optional<std::int64_t> version = line_version;
    std::int64_t line = 1;
    std::string previous; ///< hash of the line before; of nothing for the first
    LineKind kind = LineKind::opened;
    core::Instant at; ///< the first moment of a day (UTC): that on which the ledger was opened to write
    std::string lineage;
    std::string release; ///< number of the release it belongs to; empty for `opened` and `raised`
    std::string what;    ///< "tables", "mst", "aim", "k", "profile"...; of `raised` the reason
    /// Keyed hash of salt and table, which who has the key makes again; empty for `opened` and `raised`. Of
    /// the first form: keyed hash of the table's bytes.
    std::string input;
    std::optional<std::string> salt = ""; ///< by chance, for this input alone; empty where that is
    std::string schema;                   ///< hash of the schema
    std::int64_t rho = 0; ///< of `opened` and `raised` the budget in all, of `debit` the amount, else 0
    std::int64_t spent_before = 0;
    std::int64_t spent_after = 0;
    std::int64_t epsilon_thousandths = 0; ///< of all spent so far, at the lineage's delta; never too small
    std::int64_t delta_one_in = 0;
    std::string operator_name;
    std::string program; ///< version
    std::string random;  ///< of `debit` and `exact`: `from_system` or `chosen_bits`
    std::string outputs; ///< of `finished`: hash of MANIFEST.sha256
    std::string hash;    ///< of all of the above
};
PANOH_JSON(LedgerLine, version, line, previous, kind, at, lineage, release, what, input, salt, schema, rho,
           spent_before, spent_after, epsilon_thousandths, delta_one_in, operator_name, program, random,
           outputs, hash)

inline constexpr std::string_view from_system = "operating system";
inline constexpr std::string_view chosen_bits = "chosen: not private";

/// The text of a line as it stands in a ledger: the first form lacks `version` and `salt`.
[[nodiscard]] std::string line_text(const LedgerLine& line);
/// One line by itself, whether or not it holds; none where it is no text of a line.
[[nodiscard]] std::optional<LedgerLine> read_line(std::string_view text);
/// The text of a line, with the hash that belongs to it: BLAKE2b-256 of the same JSON without its last
/// member.
[[nodiscard]] std::string sealed_text(LedgerLine& line);
/// What the first line has for the hash of the line before: that of no bytes.
[[nodiscard]] std::string hash_of_nothing();

/// Reads and verifies the lines of one ledger. "ledger/broken" (conflict, field: number of the first line
/// that does not hold), unless each line
/// - is the one JSON text of its members, without a byte more, and has its hash and the hash of the line
/// before;
/// - is of a form that is known, and not of the first behind one of the second, whose times are days and
/// whose inputs have a salt;
/// - is numbered from 1, the first `opened` and no other, all of one lineage and one delta;
/// - adds up: what was spent before and after, a debit above nothing and within the budget, a budget only
/// raised,
///   and an epsilon that today's conversion vouches for;
/// - has what its kind has: a release with a debit or exact line is finished at most once, and nothing is
/// noted for
///   it afterwards.
/// Times may go backwards, as clocks do.
[[nodiscard]] core::Result<std::vector<LedgerLine>> read_lines(std::span<const std::string> texts);

/// The largest budget and sum that a ledger holds: far above epsilon 100.
constexpr std::int64_t most_units = std::int64_t{1} << 50;
/// A delta that a lineage may have: one in so many.
constexpr std::int64_t least_one_in = 1'000;
constexpr std::int64_t most_one_in = 1'000'000'000'000'000;

} // namespace panoh::privacy

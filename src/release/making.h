#pragma once

// One release, from a table to its files, in the only order there is: everything that can be refused
// is looked at first; the ledger is debited and synced; noise is drawn; the files are written, synced and put
// in place together; the ledger notes what became of the debit. Whatever breaks in between has been paid for.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "anonymity/recoding.h"
#include "core/names.h"
#include "core/result.h"
#include "release/lineage.h"
#include "release/output.h"
#include "release/prepared.h"
#include "release/reporting.h"
#include "synthesis/fit.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

/// Who makes a release, where to, and what they said about it.
struct Order {
    BeginOutput begin;   ///< where the files go: `into_folder(path)`
    std::string release; ///< its number in the ledger; empty: one is made of the time
    std::string operator_name;
    std::string program; ///< version
    /// The table may be another than that of the release before in this lineage: this year's edition. Without
    /// it a table that changed is refused, because nobody would say so by mistake twice.
    bool new_table = false;
    Titles titles = {};
    /// Draws report.html; none: report.json alone.
    DrawReport draw = {};
    /// Where an internal report goes, with exact figures of how near the output is to the people: the ledger
    /// notes it. None: no such figure is made.
    BeginOutput begin_internal = {};
    /// Columns whose groups the internal report looks at one by one: at most 3.
    std::vector<std::string> groups = {};
    unsigned threads = 0;
    /// Chosen random bits: the ledger says so, and a file NOT-PRIVATE lies in the folder.
    std::optional<std::uint64_t> insecure_seed = {};
};

/// What a release has become.
struct Made {
    std::string release;
    std::vector<OutputFile> files;
    std::string manifest; ///< SHA-256 of MANIFEST.sha256
};

/// The file that says, to a program and a person alike, that chance which somebody chose protects nobody.
[[nodiscard]] core::Done write_not_private(Output& output);

struct TablesOrder {
    privacy::Epsilon epsilon;
    std::size_t length = 3;
    std::uint32_t at_least = 2;
};
/// Tables with differential privacy. Refuses besides what `tabulation::forecast` and `Ledger::debit` refuse:
/// "release/other_lineage" (the schema's is not the ledger's), "release/table_changed", and what the output
/// does.
[[nodiscard]] core::Result<Made> make_tables(Lineage& lineage, const Prepared& prepared, const Order& order,
                                             const TablesOrder& wanted);

struct KOrder {
    std::uint32_t k = 10;
    std::size_t length = 3;                         ///< of the tables of counts, and of the check (at most 4)
    std::map<std::string, std::size_t> widths = {}; ///< as `anonymity::RecodingPlan`
    bool seeded = false;                            ///< rows made after rows as well
    /// Two columns each: tables with complementary suppression.
    std::vector<std::pair<std::string, std::string>> crossed = {};
};
/// Rows and tables with k-anonymity, checked exhaustively before anything is written; a violation is a bug
/// and stops the process. The ledger notes it without an amount.
[[nodiscard]] core::Result<Made> make_k(Lineage& lineage, const Prepared& prepared, const Order& order,
                                        const KOrder& wanted);

/// More would not be statistics of people any more, and fills a disk.
constexpr std::size_t most_rows = 10'000'000;

enum class SynthesisMethod { independent, mst, aim, latent };

struct SynthesisOrder {
    SynthesisMethod method = SynthesisMethod::mst;
    privacy::Epsilon epsilon;
    /// Rows to draw; none: as many as there are people, by the noisy number.
    std::optional<std::size_t> rows = {};
    std::size_t megabytes = 16; ///< of the model of `aim`
    synthesis::TellProgress tell = {};
};
/// Rows that nobody is, with differential privacy, and the model they were drawn from. Refuses besides what
/// the fit refuses.
[[nodiscard]] core::Result<Made> make_synthesis(Lineage& lineage, const Prepared& prepared,
                                                const Order& order, const SynthesisOrder& wanted);

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::SynthesisMethod> {
    using enum panoh::release::SynthesisMethod;
    static constexpr std::array<Named<panoh::release::SynthesisMethod>, 4> all = {
        {{independent, "independent"}, {mst, "mst"}, {aim, "aim"}, {latent, "latent"}}};
};

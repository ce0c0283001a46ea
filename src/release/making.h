#pragma once

// One release, from a table to a folder of files, in the only order there is: everything that can be refused
// is looked at first; the ledger is debited and synced; noise is drawn; the files are written, synced and put
// in place together; the ledger notes what became of the debit. Whatever breaks in between has been paid for.

#include <filesystem>
#include <optional>
#include <string>

#include "anonymity/recoding.h"
#include "core/result.h"
#include "release/lineage.h"
#include "release/output_folder.h"
#include "release/prepared.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

/// Who makes a release, where to, and what they said about it.
struct Order {
    std::filesystem::path out;
    std::string release; ///< its number in the ledger; empty: one is made of the time
    std::string operator_name;
    std::string program; ///< version
    /// The table may be another than that of the release before in this lineage: this year's edition. Without
    /// it a table that changed is refused, because nobody would say so by mistake twice.
    bool new_table = false;
    unsigned threads = 0;
    /// Chosen random bits: everything is stamped "not private".
    std::optional<std::uint64_t> insecure_seed = {};
};

/// What a release has become.
struct Made {
    std::string release;
    std::vector<OutputFile> files;
    std::string manifest; ///< SHA-256 of MANIFEST.sha256
};

struct TablesOrder {
    privacy::Epsilon epsilon;
    std::size_t length = 3;
    std::uint32_t at_least = 2;
};
/// Tables with differential privacy. Refuses besides what `tabulation::forecast` and `Ledger::debit` refuse:
/// "release/other_lineage" (the schema's is not the ledger's), "release/table_changed",
/// "release/folder_exists", "release/folder_not_writable".
[[nodiscard]] core::Result<Made> make_tables(Lineage& lineage, const Prepared& prepared, const Order& order,
                                             const TablesOrder& wanted);

struct KOrder {
    std::uint32_t k = 10;
    std::size_t length = 3;                         ///< of the tables of counts, and of the check (at most 4)
    std::map<std::string, std::size_t> widths = {}; ///< as `anonymity::RecodingPlan`
    bool seeded = false;                            ///< rows made after rows as well
};
/// Rows and tables with k-anonymity, checked exhaustively before anything is written; a violation is a bug
/// and stops the process. The ledger notes it without an amount.
[[nodiscard]] core::Result<Made> make_k(Lineage& lineage, const Prepared& prepared, const Order& order,
                                        const KOrder& wanted);

} // namespace panoh::release

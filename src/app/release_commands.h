#pragma once

// panoh release: statistics that expose nobody, from a table to a folder, without a server.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"

namespace panoh::app {

/// What the words of `panoh release` can be told; each command takes those it knows.
struct ReleaseWords {
    std::string table = {};
    std::string schema = {};
    std::string ledger = {};
    std::string out = {};
    std::string lineage = {};
    std::string epsilon = {};
    std::string method = "mst";
    std::string rows = "auto";
    std::string reason = {};
    std::string by = {}; ///< who answers for it
    std::string title = {};
    std::string about = {};
    std::string language = "en"; ///< of the report
    std::string internal = {};   ///< a folder for exact figures
    std::vector<std::string> groups = {};
    std::string shape = "sparse";
    std::vector<std::string> widths = {};  ///< "age_band=2"
    std::vector<std::string> crossed = {}; ///< "sex,age_band"
    std::size_t megabytes = 16;
    std::size_t length = 3;
    std::uint32_t k = 10;
    std::uint32_t at_least = 2;
    std::size_t people = 10'000;
    unsigned threads = 0;
    bool seeded = false;
    bool new_table = false;
    std::optional<std::uint64_t> insecure_seed = {};
};

// Each returns the exit status: 0, 1 for a refusal (its code on standard error).

/// A schema as the table looks, for a person to mend. Internal.
int release_profile_command(const ReleaseWords& words);
/// What a release would do, before anything is spent.
int release_check_command(const ReleaseWords& words);
/// Exact counts. Internal.
int release_counts_command(const ReleaseWords& words);
int release_k_command(const ReleaseWords& words);
int release_tables_command(const ReleaseWords& words);
int release_synth_command(const ReleaseWords& words);
/// Rows of a saved model.
int release_draw_command(const ReleaseWords& words);
int release_fiction_command(const ReleaseWords& words);

int ledger_start_command(const ReleaseWords& words);
int ledger_show_command(const ReleaseWords& words);
int ledger_raise_command(const ReleaseWords& words);
/// On the stopped node, for `words.lineage`: after an older backup was brought back (release/lineages.h).
int ledger_accept_command(const Common& common, const ReleaseWords& words);

} // namespace panoh::app

#pragma once

// Fictional people for the tests of this folder.

#include "microdata/microdata.h"
#include "privacy/noise.h"

namespace panoh::tabulation {

/// Six columns of 3 to 7 values and one of ticks, whose values hang together; some are missing or other. At
/// most six are counted of one person, which is the cap.
[[nodiscard]] inline microdata::Microdata people_with_structure(std::size_t people, std::uint64_t seed)
{
    microdata::Schema schema;
    schema.lineage = "fiction";
    schema.people = 1'000;
    schema.person.each_row = true;
    schema.caps = microdata::Caps{.values = 7};
    const std::vector<std::size_t> sizes = {3, 4, 5, 6, 7, 3, 2};
    for (std::size_t column = 0; column < sizes.size(); ++column) {
        microdata::Column of{.name = "c" + std::string(1, static_cast<char>('a' + column)),
                             .values = {},
                             .missing = {},
                             .uncounted = {}};
        for (std::size_t value = 0; value < sizes[column]; ++value)
            of.values.push_back({"v" + std::string(1, static_cast<char>('0' + value)), {}});
        if (sizes[column] == 2) of.uncounted = {"v0"};
        schema.columns.push_back(std::move(of));
    }
    privacy::RandomBits bits(seed);
    std::vector<std::vector<std::uint8_t>> states(sizes.size(), std::vector<std::uint8_t>(people));
    for (std::size_t person = 0; person < people; ++person) {
        const std::uint64_t kind = bits.below(4);
        for (std::size_t column = 0; column < sizes.size(); ++column) {
            const std::uint64_t drawn = bits.below(20);
            std::uint64_t state = (kind * (column + 1) + (drawn < 12 ? 0 : bits.below(3))) % sizes[column];
            if (drawn == 19) state = sizes[column] + 1;
            if (drawn == 18) state = sizes[column];
            states[column][person] = static_cast<std::uint8_t>(state);
        }
    }
    return {std::move(schema), std::move(states)};
}

} // namespace panoh::tabulation

#pragma once

// For tests only: the pairs of names of tests/vectors.

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace panoh::test {

struct FullName {
    std::string given;
    std::string family;
};
using NamePair = std::array<FullName, 2>;

/// `file` is names_alike.tsv or names_apart.tsv.
inline std::vector<NamePair> name_pairs(const std::string& file)
{
    std::ifstream lines(std::string(PANOH_VECTORS) + "/" + file);
    std::vector<NamePair> pairs;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) continue;
        std::array<std::string, 4> cells;
        for (std::size_t i = 0, begin = 0; i < cells.size(); ++i) {
            const std::size_t end = std::min(line.find('\t', begin), line.size());
            cells.at(i) = line.substr(begin, end - begin);
            begin = end + 1;
        }
        REQUIRE_FALSE(cells[3].empty());
        pairs.push_back({FullName{cells[0], cells[1]}, FullName{cells[2], cells[3]}});
    }
    return pairs;
}

} // namespace panoh::test

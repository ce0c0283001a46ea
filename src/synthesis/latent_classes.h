#pragma once

// People of a few kinds that no column tells: within one kind no column says anything of another (latent
// classes: Lazarsfeld 1950). A few kinds tell what a tree of pairs would need all pairs for.

#include <cstddef>
#include <vector>

#include "core/crew.h"
#include "core/split_mix.h"
#include "synthesis/shape.h"

namespace panoh::synthesis {

/// What is known, with noise, of every two columns: shares of all people. Cells of all columns stand one
/// after the other.
struct KnownPairs {
    Shape shape;
    std::vector<float> singles; ///< of each cell
    float weight = 1;           ///< of a single's error, where a pair's has 1
    /// Row by row, a cell by a cell of another column: what stands behind its own column counts.
    std::vector<float> pairs;

    [[nodiscard]] std::size_t cells() const { return singles.size(); }
};

struct LatentClasses {
    std::vector<double> shares; ///< of each kind, all above 0; add up to 1
    /// By kind: the probabilities of all cells, all above 0; those of one column add up to 1.
    std::vector<std::vector<double>> cells;
};

/// The classes whose singles and pairs are nearest to what is known, in squares: what so many `steps` of
/// descent (Adam: Kingma and Ba 2014, arXiv 1412.6980) come to. The same each time, for any number of
/// threads: where it starts is scattered, and always alike.
[[nodiscard]] LatentClasses nearest_classes(const KnownPairs& known, std::size_t kinds, std::size_t steps,
                                            core::Crew& crew);

/// How far the pairs of the classes are from those known: the sum of squares.
[[nodiscard]] double distance_of_pairs(const KnownPairs& known, const LatentClasses& classes);

/// Numbers scattered as the normal distribution has them, the same each time: for a start, and for parting
/// what is known in two. No promise hangs on them; noise is drawn elsewhere (`privacy::Spent::gaussian`).
class ScatteredNumbers {
public:
    double next();

private:
    double share(); ///< above 0, at most 1
    core::SplitMix numbers_{1};
};

} // namespace panoh::synthesis

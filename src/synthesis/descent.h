#pragma once

// Minimises a convex function of many numbers by its slopes alone.

#include <cstddef>
#include <functional>
#include <vector>

namespace panoh::synthesis {

/// A point and the slopes of the function there.
struct Point {
    std::vector<float> at;
    std::vector<float> slopes;
};

struct Descent {
    std::size_t iterations = 60;
    /// Ends when two iterations in a row promise less than this.
    double tolerance = 1.0;
    /// How far one number may go in one step.
    float longest = 5.0F;
    /// Steps remembered.
    std::size_t memory = 6;
};

/// L-BFGS (Nocedal 1980) whose first guess of the inverse curvature at the last point is `straighten`:
/// symmetric, positive, in place. A step is taken when the function does not rise again steeply at its end;
/// that needs no value of the function, whose digits would not do. `slopes_at` fills in the slopes of a
/// point. Returns the number of its calls.
std::size_t descend(Point& point, const Descent& descent, const std::function<void(Point&)>& slopes_at,
                    const std::function<void(std::vector<float>&)>& straighten);

} // namespace panoh::synthesis

#include "synthesis/descent.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "synthesis/loops.h"

namespace panoh::synthesis {
namespace {

/// A step taken and how the slopes changed along it.
struct Step {
    std::vector<float> moved;
    std::vector<float> bent;
    double both = 0;
};

double product(const std::vector<float>& a, const std::vector<float>& b)
{
    return dot(a.data(), b.data(), a.size());
}

/// Where to go from slopes: minus the inverse curvature times them.
std::vector<float> direction(const std::vector<float>& slopes,
                             const std::function<void(std::vector<float>&)>& straighten,
                             const std::deque<Step>& steps)
{
    std::vector<float> way = slopes;
    std::vector<double> shares(steps.size());
    for (std::size_t n = steps.size(); n-- > 0;) {
        shares[n] = product(steps[n].moved, way) / steps[n].both;
        add_multiple(static_cast<float>(-shares[n]), steps[n].bent.data(), way.data(), way.size());
    }
    straighten(way);
    if (!steps.empty()) {
        std::vector<float> bent = steps.back().bent;
        straighten(bent);
        const double factor = steps.back().both / product(steps.back().bent, bent);
        scale(static_cast<float>(factor), way.data(), way.size());
    }
    for (std::size_t n = 0; n < steps.size(); ++n) {
        const double share = shares[n] - product(steps[n].bent, way) / steps[n].both;
        add_multiple(static_cast<float>(share), steps[n].moved.data(), way.data(), way.size());
    }
    scale(-1.0F, way.data(), way.size());
    return way;
}

float longest_of(const std::vector<float>& way)
{
    float longest = 0.0F;
    for (const float one : way)
        longest = std::max(longest, std::abs(one));
    return longest;
}

} // namespace

std::size_t descend(Point& point, const Descent& descent, const std::function<void(Point&)>& slopes_at,
                    const std::function<void(std::vector<float>&)>& straighten)
{
    constexpr int most_tries = 6;
    std::deque<Step> steps;
    point.slopes.resize(point.at.size());
    slopes_at(point);
    std::size_t calls = 1;
    int small_in_a_row = 0;
    for (std::size_t iteration = 0; iteration < descent.iterations && small_in_a_row < 2; ++iteration) {
        std::vector<float> way = direction(point.slopes, straighten, steps);
        double slope = product(point.slopes, way);
        if (!(slope < 0)) {
            if (steps.empty()) break;
            steps.clear();
            continue;
        }
        if (const float longest = longest_of(way); longest > descent.longest) {
            scale(descent.longest / longest, way.data(), way.size());
            slope = product(point.slopes, way);
        }
        double length = 1;
        Point next;
        for (int tried = 0; tried < most_tries; ++tried) {
            next.at = point.at;
            next.slopes.resize(point.at.size());
            add_multiple(static_cast<float>(length), way.data(), next.at.data(), way.size());
            slopes_at(next);
            ++calls;
            const double end = product(next.slopes, way);
            if (end <= -0.5 * slope) break;
            length *= std::clamp(slope / (slope - end), 0.02, 0.8);
        }
        Step step{.moved = std::move(way), .bent = next.slopes, .both = 0};
        scale(static_cast<float>(length), step.moved.data(), step.moved.size());
        add_multiple(-1.0F, point.slopes.data(), step.bent.data(), step.bent.size());
        step.both = product(step.moved, step.bent);
        small_in_a_row = -slope * length < 2 * descent.tolerance ? small_in_a_row + 1 : 0;
        if (step.both > 0) steps.push_back(std::move(step));
        if (steps.size() > descent.memory) steps.pop_front();
        point = std::move(next);
    }
    return calls;
}

} // namespace panoh::synthesis

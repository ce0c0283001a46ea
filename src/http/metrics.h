#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/router.h"

namespace panoh::http {

/// Numbers for /metrics. Labels are route patterns and status classes only: nothing of a request gets in.
class Metrics {
public:
    /// What requests are counted under that no route answered.
    enum class Other { static_file, no_route, refused };

    explicit Metrics(const Router& router);
    /// `route` is one of the router's; null counts as `other`.
    void count(const Route* route, Other other, int status, std::chrono::nanoseconds took);
    void count_refused_connection() { ++refused_connections_; }
    /// Prometheus text exposition format 0.0.4.
    [[nodiscard]] std::string text(int connections, int waiting) const;

private:
    static constexpr std::array<double, 11> bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                      0.1,   0.25,   0.5,   1,    2.5}; ///< seconds
    struct Row {
        std::string label;
        std::array<std::atomic<std::uint64_t>, 5> classes = {};
        std::array<std::atomic<std::uint64_t>, bounds.size() + 1> buckets = {};
        std::atomic<std::uint64_t> microseconds = 0;
    };
    static void write_counts(std::string& text, const Row& row);
    static void write_times(std::string& text, const Row& row);

    const Route* first_;
    std::vector<std::unique_ptr<Row>> rows_; ///< the routes, then the others
    std::atomic<std::uint64_t> refused_connections_ = 0;
};

} // namespace panoh::http

#include "http/metrics.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace panoh::http {

namespace {

/// Bytes of this process in memory; 0 when the system does not tell.
std::uint64_t resident_bytes()
{
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "re"); file != nullptr) {
        if (std::fscanf(file, "%lu %lu", &size, &resident) != 2) resident = 0; // NOLINT(cert-err34-c)
        std::fclose(file);
    }
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void write_number(std::string& text, std::string_view name, std::string_view type, std::string_view help,
                  std::uint64_t value)
{
    text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
}

} // namespace

Metrics::Metrics(const Router& router) : first_(router.routes().data())
{
    const auto add = [&](std::string label) {
        rows_.push_back(std::make_unique<Row>());
        rows_.back()->label = std::move(label);
    };
    for (const auto& route : router.routes())
        add(fmt::format("{} {}", method_text(route.method), route.pattern));
    for (const auto* other : {"static", "none", "refused"})
        add(other);
}

void Metrics::count(const Route* route, Other other, int status, std::chrono::nanoseconds took)
{
    const auto routes = rows_.size() - 3;
    const auto index = route != nullptr ? static_cast<std::size_t>(route - first_)
                                        : routes + static_cast<std::size_t>(other);
    auto& row = *rows_[index];
    row.classes[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].fetch_add(
        1, std::memory_order_relaxed);
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket =
        static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
    row.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    row.microseconds.fetch_add(static_cast<std::uint64_t>(took.count() / 1000), std::memory_order_relaxed);
}

void Metrics::write_counts(std::string& text, const Row& row)
{
    for (std::size_t i = 0; i < row.classes.size(); ++i)
        if (const auto value = row.classes[i].load(); value != 0)
            text += fmt::format("panoh_http_requests_total{{route=\"{}\",class=\"{}xx\"}} {}\n", row.label,
                                i + 1, value);
}

void Metrics::write_times(std::string& text, const Row& row)
{
    std::uint64_t sum = 0;
    for (const auto& bucket : row.buckets)
        sum += bucket.load();
    if (sum == 0) return;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        below += row.buckets[i].load();
        text += fmt::format("panoh_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", row.label,
                            bounds[i], below);
    }
    text += fmt::format("panoh_http_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                        "panoh_http_request_seconds_sum{{route=\"{0}\"}} {2}\n"
                        "panoh_http_request_seconds_count{{route=\"{0}\"}} {1}\n",
                        row.label, sum, static_cast<double>(row.microseconds.load()) / 1e6);
}

std::string Metrics::text(int connections, int waiting) const
{
    std::string text =
        "# HELP panoh_http_requests_total Requests answered.\n# TYPE panoh_http_requests_total counter\n";
    for (const auto& row : rows_)
        write_counts(text, *row);
    text += "# HELP panoh_http_request_seconds From the whole request to the whole answer ready.\n"
            "# TYPE panoh_http_request_seconds histogram\n";
    for (const auto& row : rows_)
        write_times(text, *row);
    write_number(text, "panoh_http_connections", "gauge", "Open connections.",
                 static_cast<std::uint64_t>(connections));
    write_number(text, "panoh_http_waiting_requests", "gauge", "Requests waiting for a worker.",
                 static_cast<std::uint64_t>(waiting));
    write_number(text, "panoh_http_refused_connections_total", "counter", "Connections over a limit.",
                 refused_connections_);
    write_number(text, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.",
                 resident_bytes());
    return text;
}

} // namespace panoh::http

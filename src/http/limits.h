#pragma once

#include <cstddef>

namespace panoh::http {

/// What one server allows. Times are milliseconds and absolute for their stage: a byte now and then buys
/// nothing.
struct Limits {
    std::size_t header_bytes = 8 * 1024;
    std::size_t header_fields = 64;
    int max_connections = 12000;
    int max_connections_per_network = 1024;
    int header_ms =
        10'000; ///< from the accept (TLS handshake included), later from the first byte of a request
    int body_ms = 30'000;  ///< for bodies up to 1 MiB; larger ones get one more second per 64 KiB received
    int write_ms = 60'000; ///< for a whole answer, or for one piece of a streamed one
    int idle_ms = 75'000;  ///< keep-alive
    int late_ms = 1'000;   ///< for writing 408 to who was too slow, and for its being read
    int linger_ms = 5'000; ///< after a refusal: reading on, so that the client really receives the answer
    int drain_ms = 10'000; ///< graceful shutdown
    int requests_per_connection = 10'000; ///< then the client connects anew, and is counted anew
    int waiting_requests = 512;           ///< handlers queued at the most; above that 503 with Retry-After
    int slow_threads = 2;                 ///< that run slow routes
    int waiting_slow = 32;                ///< slow requests queued at the most
    std::size_t body_memory = 512 * 1024 * 1024; ///< all bodies being received together; above that 503
};

} // namespace panoh::http

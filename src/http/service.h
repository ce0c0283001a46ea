#pragma once

#include <atomic>
#include <string>

#include "http/admission.h"
#include "http/hosts.h"
#include "http/limits.h"
#include "http/metrics.h"
#include "http/proxy.h"
#include "http/router.h"
#include "http/static_files.h"
#include "http/worker_pool.h"

namespace panoh::http {

/// What all connections of one server share.
struct Service {
    Service(const Limits& limits_of_server, const Router& routes, const StaticFiles& static_files,
            Hosts allowed, int worker_threads)
        : limits(limits_of_server), router(routes), files(static_files), hosts(std::move(allowed)),
          metrics(routes), admission(limits), body_memory(limits.body_memory),
          workers(worker_threads, limits.waiting_requests),
          slow_workers(limits.slow_threads, limits.waiting_slow)
    {
    }

    const Limits limits;
    const Router& router;
    const StaticFiles& files;
    const Hosts hosts;
    std::string page_policy;
    bool secure = false;
    TrustedProxy proxy;
    std::atomic<bool> stopping = false;
    Metrics metrics;
    Admission admission;
    BodyMemory body_memory;
    WorkerPool workers;
    WorkerPool slow_workers;
};

} // namespace panoh::http

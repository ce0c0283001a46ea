#pragma once

#include <cstddef>
#include <functional>

namespace panoh::microdata {

/// As many threads as were asked for, 0 for one a processor; 1 to 64.
[[nodiscard]] unsigned threads_of(unsigned asked);

/// Runs `work(task, thread)` for each task from 0 on, shared out one by one among threads with the numbers
/// from 0 on; this thread is one of them. The first exception is thrown here once all have ended.
void in_parallel(std::size_t tasks, unsigned threads, const std::function<void(std::size_t, unsigned)>& work);

} // namespace panoh::microdata

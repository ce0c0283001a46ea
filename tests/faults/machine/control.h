#pragma once

#include <cstdint>

namespace bad_machine {

/// The switches, in a file that the test changes while the server runs. `faults/bad_machine.py` knows the
/// order.
struct Control {
    std::int64_t clock_ms = 0;       ///< added to the wall clock
    std::int32_t sync_lies = 0;      ///< fsync says "done" and keeps nothing
    std::int32_t sync_error = 0;     ///< fsync fails with this errno
    std::int32_t write_error = 0;    ///< writes fail with this errno
    std::int32_t short_writes = 0;   ///< a write takes half of what it is given
    std::int32_t read_error = 0;     ///< reads fail with this errno
    std::int32_t writes_allowed = 0; ///< so many writes go well before `write_error` is given
    std::int32_t sync_ms = 0;        ///< a sync takes so much longer
    std::int32_t of_database = 0;    ///< `sync_error` meets the database itself only, not its log
};

/// All switches off where no test set any.
[[nodiscard]] volatile Control& control();

} // namespace bad_machine

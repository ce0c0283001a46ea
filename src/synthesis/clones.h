#pragma once

// Loops that are compiled for several kinds of processor; which is chosen when the program starts.

// The sanitizers' own start comes after the choice of a clone.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&                \
    !defined(__clang__)
#define PANOH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PANOH_CLONES
#endif
/// For what such a loop is made of: it must not be compiled for one processor alone.
#define PANOH_INLINE [[gnu::always_inline]] inline

#pragma once

/// In front of a function with a plain loop: the compiler makes a form for AVX2 and one for any
/// processor, and the program takes the right one when it starts. Sanitizers do not bear that.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define RUSHLIGHT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define RUSHLIGHT_CLONES
#endif

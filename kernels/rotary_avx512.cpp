#define RUSHLIGHT_KERNEL_ISA isa_avx512
#include "kernels/rotary.inl"

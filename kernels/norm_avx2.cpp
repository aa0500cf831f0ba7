#define RUSHLIGHT_KERNEL_ISA isa_avx2
#include "kernels/norm.inl"

#define RUSHLIGHT_KERNEL_ISA isa_avx2
#define RUSHLIGHT_KERNEL_LANES 8
#include "kernels/attention_f32.inl"

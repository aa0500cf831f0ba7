#define RUSHLIGHT_KERNEL_ISA isa_avx512
#define RUSHLIGHT_KERNEL_LANES 16
#include "kernels/attention_f32.inl"

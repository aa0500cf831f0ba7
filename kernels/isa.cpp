#include "kernels/isa.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace rushlight::kernels {

namespace {

Isa best_here()
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
        return Isa::avx512bf16;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return Isa::avx2;
    }
    return Isa::scalar;
}

} // namespace

Isa isa_for(const std::string& setting)
{
    if (setting.empty()) {
        return best_here();
    }
    for (const Isa isa : {Isa::scalar, Isa::avx2, Isa::avx512bf16}) {
        if (setting == name_of(isa)) {
            return std::min(isa, best_here());
        }
    }
    throw std::invalid_argument("RUSHLIGHT_ISA is '" + setting +
                                "'; set it to scalar, avx2 or avx512bf16, or leave it out");
}

Isa isa()
{
    static const Isa chosen = [] {
        const char* const setting = std::getenv("RUSHLIGHT_ISA");
        return isa_for(setting == nullptr ? "" : setting);
    }();
    return chosen;
}

const char* name_of(Isa isa)
{
    switch (isa) {
    case Isa::scalar:
        return "scalar";
    case Isa::avx2:
        return "avx2";
    case Isa::avx512bf16:
        return "avx512bf16";
    }
    return "unknown";
}

} // namespace rushlight::kernels

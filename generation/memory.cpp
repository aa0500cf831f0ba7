#include "generation/memory.hpp"

#include "generation/engine.hpp"

#include <unistd.h>

#include <fstream>
#include <string>

namespace rushlight::generation {

std::int64_t free_memory()
{
    std::ifstream in("/proc/meminfo");
    std::string word;
    std::int64_t kilobytes = 0;
    while (in >> word) {
        if (word == "MemAvailable:" && in >> kilobytes) {
            return kilobytes * 1024;
        }
    }
    return 0;
}

std::int64_t resident_memory()
{
    std::ifstream in("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    in >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

void expect_memory(std::int64_t peak)
{
    const std::int64_t needed = peak - resident_memory();
    const std::int64_t available = free_memory();
    if (available > 0 && needed > available) {
        throw OutOfMemory(needed, available);
    }
}

} // namespace rushlight::generation

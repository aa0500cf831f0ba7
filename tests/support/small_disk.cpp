#include "tests/support/small_disk.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

namespace rushlight::test {

int on_small_disk(const std::filesystem::path& folder,
                  const char* size,
                  const std::function<bool()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const bool alone =
            ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
        if (!alone || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", folder.c_str(), "tmpfs", 0, size) != 0) {
            ::_exit(cannot_mount);
        }
        bool done = false;
        try {
            done = work();
        } catch (const std::exception& error) {
            static_cast<void>(std::fprintf(stderr, "%s\n", error.what()));
        }
        ::_exit(done ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace rushlight::test

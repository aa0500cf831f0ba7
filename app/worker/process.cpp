#include "app/worker/process.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace rushlight::app::worker {

void become_worker()
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)::nice(5);
    std::ofstream("/proc/self/oom_score_adj") << 500;
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace rushlight::app::worker

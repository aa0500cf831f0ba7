#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rushlight::generation::training {

/// A fixed set of threads that work on one step together, each with library products on that one
/// thread: no barriers inside an operation, and a core that another program takes slows one of them
/// only. The calling thread is member 0.
class Crew {
public:
    /// members  at least 1; sets the library's own threads to 1 for this process
    explicit Crew(int members);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    [[nodiscard]] int size() const { return members_; }

    /// Runs work(member) on every member and waits for all; throws what the first of them threw.
    void run(const std::function<void(int)>& work);

private:
    void serve(int member, const std::stop_token& stop);

    int members_;
    std::mutex mutex_; // guards what follows
    std::condition_variable_any woken_;
    const std::function<void(int)>* work_ = nullptr;
    std::uint64_t round_ = 0;
    int busy_ = 0;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

} // namespace rushlight::generation::training

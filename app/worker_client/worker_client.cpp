#include "app/worker_client/worker_client.hpp"

#include "app/worker_client/watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace rushlight::app {

using namespace generation;

namespace {

void ring(const Descriptor& bell)
{
    const std::uint64_t one = 1;
    (void)!::write(bell.number(), &one, sizeof one);
}

void silence(const Descriptor& bell)
{
    std::uint64_t count = 0;
    (void)!::read(bell.number(), &count, sizeof count);
}

/// A newer one makes the older one needless.
bool overtakes(const WorkerEvent& newer, const WorkerEvent& older)
{
    if (newer.index() != older.index()) {
        return false;
    }
    if (const auto* preview = std::get_if<message::Preview>(&newer)) {
        return preview->job == std::get<message::Preview>(older).job;
    }
    if (const auto* progress = std::get_if<message::Progress>(&newer)) {
        return progress->job == std::get<message::Progress>(older).job;
    }
    return false;
}

} // namespace

std::filesystem::path find_worker_program()
{
    if (const char* named = std::getenv("RUSHLIGHT_ENGINE"); named != nullptr && *named != 0) {
        return named;
    }
    std::error_code failed;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
    for (const auto& path :
         {here / "rushlight-engine", here / "../lib/rushlight/rushlight-engine"}) {
        if (std::filesystem::exists(path, failed)) {
            return path;
        }
    }
    throw std::runtime_error("rushlight-engine is not beside this program; install Rushlight anew, "
                             "or name it in RUSHLIGHT_ENGINE");
}

struct WorkerClient::State {
    WorkerOptions options;
    Descriptor wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    Descriptor happened{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::atomic<int> process = 0;
    std::mutex mutex; ///< guards the two below
    std::deque<Order> orders;
    std::deque<WorkerEvent> events;
    std::jthread thread; ///< last: ends before what it uses

    void order(Order order)
    {
        {
            const std::scoped_lock lock(mutex);
            orders.push_back(std::move(order));
        }
        ring(wake);
    }

    void emit(WorkerEvent event)
    {
        {
            const std::scoped_lock lock(mutex);
            std::erase_if(events,
                          [&](const WorkerEvent& older) { return overtakes(event, older); });
            events.push_back(std::move(event));
        }
        ring(happened);
    }

    std::deque<Order> take_orders()
    {
        silence(wake);
        const std::scoped_lock lock(mutex);
        return std::exchange(orders, {});
    }
};

WorkerClient::WorkerClient(WorkerOptions options)
    : state_(std::make_unique<State>())
{
    State& state = *state_;
    state.options = std::move(options);
    state.thread = std::jthread([&state](const std::stop_token& stop) {
        Watch watch(
            state.options,
            [&state](WorkerEvent event) { state.emit(std::move(event)); },
            [&state] { return state.take_orders(); },
            state.wake.number(),
            [&state](int process) { state.process = process; });
        watch.run(stop);
    });
}

WorkerClient::~WorkerClient()
{
    state_->thread.request_stop();
    ring(state_->wake);
}

void WorkerClient::submit(message::Submit job, std::vector<Descriptor> descriptors)
{
    state_->order(SubmitOrder{std::move(job), std::move(descriptors)});
}

void WorkerClient::ask(message::Ask question)
{
    state_->order(std::move(question));
}

void WorkerClient::cancel(const std::string& job)
{
    state_->order(message::Cancel{job});
}

int WorkerClient::descriptor() const
{
    return state_->happened.number();
}

std::vector<WorkerEvent> WorkerClient::take_events()
{
    silence(state_->happened);
    const std::scoped_lock lock(state_->mutex);
    std::vector<WorkerEvent> taken(std::make_move_iterator(state_->events.begin()),
                                   std::make_move_iterator(state_->events.end()));
    state_->events.clear();
    return taken;
}

std::vector<WorkerEvent> WorkerClient::wait(std::chrono::milliseconds most)
{
    pollfd one{descriptor(), POLLIN, 0};
    ::poll(&one, 1, static_cast<int>(most.count()));
    return take_events();
}

int WorkerClient::process() const
{
    return state_->process;
}

} // namespace rushlight::app

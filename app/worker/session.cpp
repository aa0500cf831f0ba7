#include "app/worker/session.hpp"

#include "app/worker/fault.hpp"
#include "app/worker/outbox.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"

#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <deque>
#include <fstream>
#include <mutex>
#include <new>
#include <set>
#include <thread>

namespace rushlight::app::worker {

using namespace generation;

namespace {

using message::Bytes;
using message::Code;
using message::Failed;

/// One order for the engine thread.
struct Task {
    std::string job;
    std::variant<message::Submit, message::Ask> order;
    std::vector<Descriptor> descriptors;
    std::stop_source stop;
};

std::int64_t resident_bytes()
{
    std::ifstream in("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    in >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

std::int64_t available_bytes()
{
    std::ifstream in("/proc/meminfo");
    std::string word;
    while (in >> word) {
        if (word == "MemAvailable:") {
            std::int64_t kilobytes = 0;
            in >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return -1;
}

/// The first line of a library's message, as UTF-8.
std::string sentence_of(const char* what)
{
    std::string line(what);
    line = line.substr(0, std::min<std::size_t>(line.find('\n'), 1000));
    if (!is_utf8(line)) {
        std::erase_if(line, [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; });
    }
    return line;
}

double finite(double value, double otherwise)
{
    return std::isfinite(value) ? value : otherwise;
}

const char* name_of(Stage stage)
{
    switch (stage) {
    case Stage::load:
        return "load";
    case Stage::encode:
        return "encode";
    case Stage::denoise:
        return "denoise";
    case Stage::decode:
        return "decode";
    case Stage::sound:
        return "sound";
    }
    return "load";
}

template <class T>
void append(Bytes& out, const std::vector<T>& values)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(values.data());
    out.insert(out.end(), bytes, bytes + values.size() * sizeof(T));
}

} // namespace

struct Session::State {
    State(Descriptor socket, Services served)
        : channel(std::move(socket))
        , services(std::move(served))
        , nonce(32)
        , fault(Fault::from_environment())
    {
        if (::getrandom(nonce.data(), nonce.size(), 0) != static_cast<ssize_t>(nonce.size())) {
            throw std::runtime_error("the system gives no random numbers");
        }
    }

    Channel channel;
    Services services;
    Bytes nonce;
    Fault fault;
    std::atomic<std::int64_t> steps = 0;
    std::mutex mutex; ///< guards the two below
    std::deque<std::shared_ptr<Task>> tasks;
    std::shared_ptr<Task> running;
    std::condition_variable_any changed;

    message::Heartbeat heartbeat()
    {
        const std::scoped_lock lock(mutex);
        return {running ? running->job : "", steps, resident_bytes()};
    }

    void fail(Outbox& outbox, const std::string& job, Code code, const std::string& sentence)
    {
        Failed failed;
        failed.job = job;
        failed.code = code;
        failed.sentence = sentence;
        outbox.post(std::move(failed));
    }

    void work(Outbox& outbox, const std::stop_token& stop);
    void perform(Task& task, Outbox& outbox);
    void make(const message::Submit& submit, Task& task, Outbox& outbox);
    void forecast(const message::Ask& ask, Outbox& outbox);
    Family& family_of(const Request& request);
    void deliver(const Generated& made, FrameSpool& spool, const std::string& job, Outbox& outbox);
    void cancel(const std::string& job);
};

namespace {

/// Tells the studio what the engine tells; lets an ordered fault happen.
class Teller : public Observer {
public:
    Teller(std::string job,
           Outbox& outbox,
           std::atomic<std::int64_t>& steps,
           const Fault& fault,
           int socket)
        : job_(std::move(job))
        , outbox_(outbox)
        , steps_(steps)
        , fault_(fault)
        , socket_(socket)
    {
    }

    void progress(const Progress& it) override
    {
        ++steps_;
        message::Progress told{job_,
                               name_of(it.stage),
                               it.step,
                               it.steps,
                               finite(it.fraction, 0),
                               finite(it.seconds_left, -1)};
        outbox_.post(std::move(told));
        misbehave(fault_.due(++count_));
    }

    void preview(const Preview& it) override
    {
        message::Preview told{job_, it.size, it.frames, it.rgb};
        const auto pixels = static_cast<std::size_t>(it.size.width) *
                            static_cast<std::size_t>(it.size.height) *
                            static_cast<std::size_t>(it.frames);
        if (it.size.width > 0 && it.size.height > 0 && it.frames > 0 &&
            it.rgb.size() == 3 * pixels) {
            outbox_.post(fit_message(std::move(told)));
        }
    }

private:
    void misbehave(const std::string& kind)
    {
        if (kind == "crash") {
            ::raise(SIGKILL);
        } else if (kind == "hang") {
            while (true) {
                ::pause();
            }
        } else if (kind == "oom") {
            throw std::bad_alloc();
        } else if (kind == "internal") {
            throw std::runtime_error("a fault was ordered");
        } else if (kind == "garbage") {
            const std::string garbage(64, '\xff');
            (void)::send(socket_, garbage.data(), garbage.size(), MSG_NOSIGNAL);
        }
    }

    std::string job_;
    Outbox& outbox_;
    std::atomic<std::int64_t>& steps_;
    const Fault& fault_;
    int socket_;
    int count_ = 0;
};

} // namespace

Family& Session::State::family_of(const Request& request)
{
    Family* family = services.find(request.model);
    if (family == nullptr) {
        std::string known;
        for (const auto& limits : services.limits) {
            known += (known.empty() ? "" : ", ") + limits.family;
        }
        throw BadJson(
            std::vector<Problem>{{"/model",
                                  "asks for \"" + request.model.substr(0, 64) +
                                      "\", which this engine does not have; it has " + known}});
    }
    if (auto problems = validate(request, family->limits()); !problems.empty()) {
        throw BadJson(std::move(problems));
    }
    return *family;
}

void Session::State::forecast(const message::Ask& ask, Outbox& outbox)
{
    const Request request = request_from_json(ask.request);
    const Family& family = family_of(request);
    const Forecast it = family.forecast(request);
    outbox.post(message::Forecast{
        ask.job, finite(it.seconds, -1), it.memory_bytes, family.completed_prompt(request)});
}

void Session::State::make(const message::Submit& submit, Task& task, Outbox& outbox)
{
    const Request request = request_from_json(submit.request);
    Family& family = family_of(request);
    if (to_json(request) != submit.request) {
        throw BadJson(std::vector<Problem>{{"", "is not in canonical form"}});
    }
    if (task.descriptors.size() != 1 + request.inputs.size()) {
        throw BadJson(std::vector<Problem>{{"/inputs", "did not all come with the job"}});
    }
    std::set<std::string> likeness_inputs;
    for (const auto& likeness : request.cast) {
        likeness_inputs.insert(likeness.inputs.begin(), likeness.inputs.end());
    }
    Inputs inputs;
    Submission submission{submit, request, family.completed_prompt(request), nonce, {}};
    for (std::size_t i = 0; i < request.inputs.size(); ++i) {
        const Input& it = request.inputs[i];
        const std::size_t size =
            static_cast<std::size_t>(it.size.width) * static_cast<std::size_t>(it.size.height) *
            static_cast<std::size_t>(it.frames) * static_cast<std::size_t>(it.channels);
        Bytes bytes;
        try {
            bytes = read_exactly(task.descriptors[i + 1], size);
        } catch (const std::runtime_error& error) {
            throw BadJson(std::vector<Problem>{{"/inputs/" + std::to_string(i), error.what()}});
        }
        if (likeness_inputs.count(it.name) != 0) {
            // hashed by the check of likenesses
            submission.references[it.name] = {it.size, it.frames, it.channels, std::move(bytes)};
        } else if (sha256_hex(bytes) != it.sha256) {
            throw BadJson(
                {{"/inputs/" + std::to_string(i) + "/sha256", "does not fit the bytes that came"}});
        } else {
            inputs[it.name] = {it.size, it.frames, it.channels, std::move(bytes)};
        }
    }
    std::vector<VerifiedLikeness> cast;
    if (!request.cast.empty()) {
        if (!services.verify) {
            throw Refused("no_signatures", "this engine was built without likenesses");
        }
        cast = services.verify(submission);
    }
    FrameSpool spool(std::move(task.descriptors[0]));
    Teller teller(submit.job, outbox, steps, fault, channel.descriptor());
    const Generated made = family.generate(request, inputs, cast, teller, task.stop.get_token());
    if (task.stop.stop_requested()) {
        throw Cancelled();
    }
    deliver(made, spool, submit.job, outbox);
}

void Session::State::deliver(const Generated& made,
                             FrameSpool& spool,
                             const std::string& job,
                             Outbox& outbox)
{
    const SpoolFormat format{made.size, made.frames, made.rate};
    const std::size_t frame_bytes = format.frame_bytes();
    if (format != spool.format() ||
        made.rgb.size() != frame_bytes * static_cast<std::size_t>(made.frames)) {
        throw std::runtime_error("the engine made other frames than were asked for");
    }
    for (int frame = 0; frame < made.frames; ++frame) {
        spool.write(frame,
                    std::span(made.rgb).subspan(static_cast<std::size_t>(frame) * frame_bytes,
                                                frame_bytes));
        ++steps;
    }
    message::Finished finished;
    finished.job = job;
    finished.recipe = to_json(made.recipe);
    finished.frames = made.frames;
    finished.samples = static_cast<std::int64_t>(made.sound.size() / 2);
    finished.latent_bytes = static_cast<std::int64_t>(made.latents.size());
    Bytes beside;
    append(beside, made.sound);
    for (const SoundCue& cue : made.cues) {
        finished.cues.push_back({cue.kind,
                                 finite(cue.start, 0),
                                 finite(cue.duration, 0),
                                 finite(cue.level_db, 0),
                                 finite(cue.pan, 0),
                                 static_cast<std::int64_t>(cue.pcm.size() / 2)});
        append(beside, cue.pcm);
    }
    append(beside, made.latents);
    std::vector<Descriptor> descriptors;
    descriptors.push_back(sealed_memory("take", beside));
    outbox.post(std::move(finished), std::move(descriptors));
}

void Session::State::perform(Task& task, Outbox& outbox)
{
    Failed failed;
    failed.job = task.job;
    try {
        if (task.stop.stop_requested()) {
            throw Cancelled();
        }
        if (const auto* ask = std::get_if<message::Ask>(&task.order)) {
            forecast(*ask, outbox);
        } else {
            make(std::get<message::Submit>(task.order), task, outbox);
        }
        return;
    } catch (const BadJson& error) {
        failed.code = Code::invalid_request;
        failed.sentence = error.what();
        failed.problems = error.problems;
    } catch (const InvalidRequest& error) {
        failed.code = Code::invalid_request;
        failed.sentence = error.what();
        failed.problems = error.problems;
    } catch (const Cancelled&) {
        failed.code = Code::cancelled;
        failed.sentence = "cancelled";
    } catch (const Refused& error) {
        failed.code = Code::consent;
        failed.rule = error.rule;
        failed.sentence = error.what();
    } catch (const ModelMissing& error) {
        failed.code = Code::model_missing;
        failed.sentence = error.what();
    } catch (const OutOfMemory& error) {
        failed.code = Code::out_of_memory;
        failed.sentence = error.what();
        failed.needed_bytes = error.needed;
        failed.free_bytes = error.free;
    } catch (const std::bad_alloc&) {
        failed.code = Code::out_of_memory;
        failed.sentence = "the shot needs more memory than there is; choose a smaller size";
        failed.free_bytes = available_bytes();
    } catch (const std::exception& error) {
        failed.code = Code::internal;
        failed.sentence = sentence_of(error.what());
    }
    outbox.post(std::move(failed));
}

void Session::State::work(Outbox& outbox, const std::stop_token& stop)
{
    while (true) {
        std::shared_ptr<Task> task;
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, stop, [this] { return !tasks.empty(); });
            if (stop.stop_requested()) {
                return;
            }
            task = tasks.front();
            tasks.pop_front();
            running = task;
        }
        perform(*task, outbox);
        {
            const std::scoped_lock lock(mutex);
            running.reset();
        }
        changed.notify_all();
    }
}

void Session::State::cancel(const std::string& job)
{
    const std::scoped_lock lock(mutex);
    if (running && running->job == job) {
        running->stop.request_stop();
    }
    for (const auto& task : tasks) {
        if (task->job == job) {
            task->stop.request_stop();
        }
    }
}

Session::Session(Descriptor socket, Services services)
    : state_(std::make_unique<State>(std::move(socket), std::move(services)))
{
}

Session::~Session() = default;

int Session::run()
{
    State& state = *state_;
    Outbox outbox(state.channel, [&state] { return state.heartbeat(); });
    std::jthread engine(
        [&state, &outbox](const std::stop_token& stop) { state.work(outbox, stop); });
    int status = 0;
    bool greeted = false;
    try {
        while (outbox.open()) {
            auto envelope = state.channel.receive(1000);
            if (!envelope) {
                continue;
            }
            auto& message = envelope->message;
            if (const auto* hello = std::get_if<message::Hello>(&message)) {
                if (hello->protocol != message::protocol_version) {
                    state.fail(outbox,
                               "",
                               Code::internal,
                               "studio and engine are of different versions; install both anew");
                    continue;
                }
                greeted = true;
                outbox.post(message::Ready{state.services.limits,
                                           state.services.missing,
                                           state.nonce,
                                           ::getpid(),
                                           state.services.build,
                                           state.services.device,
                                           state.services.instruction_set,
                                           state.services.threads,
                                           available_bytes()});
            } else if (!greeted) {
                throw message::BadMessage("the first message was not Hello");
            } else if (auto* submit = std::get_if<message::Submit>(&message)) {
                const std::string job = submit->job;
                const std::scoped_lock lock(state.mutex);
                state.tasks.push_back(std::make_shared<Task>(
                    Task{job, std::move(*submit), std::move(envelope->descriptors), {}}));
                state.changed.notify_all();
            } else if (auto* ask = std::get_if<message::Ask>(&message)) {
                const std::string job = ask->job;
                const std::scoped_lock lock(state.mutex);
                state.tasks.push_back(std::make_shared<Task>(Task{job, std::move(*ask), {}, {}}));
                state.changed.notify_all();
            } else if (const auto* cancel = std::get_if<message::Cancel>(&message)) {
                state.cancel(cancel->job);
            }
        }
    } catch (const ChannelClosed&) {
        status = 0;
    } catch (const message::BadMessage&) {
        status = 1;
    }
    engine.request_stop();
    std::unique_lock lock(state.mutex);
    if (state.running) {
        state.running->stop.request_stop();
    }
    const auto idle = [&state] {
        return !state.running;
    };
    if (!state.changed.wait_for(lock, std::chrono::milliseconds(1500), idle)) {
        ::_exit(status); // a job that does not stop must not keep the process
    }
    return status;
}

} // namespace rushlight::app::worker

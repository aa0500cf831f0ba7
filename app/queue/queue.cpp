#include "app/queue/queue.hpp"

#include "app/queue/filler.hpp"
#include "app/queue/job_text.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/limits.hpp"
#include "storage/assets_table.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <utility>

namespace rushlight::app {

using generation::Descriptor;
using generation::Request;
using storage::Database;
namespace message = generation::message;

namespace {

std::set<std::string> likeness_inputs(const Request& request)
{
    std::set<std::string> names;
    for (const auto& likeness : request.cast) {
        names.insert(likeness.inputs.begin(), likeness.inputs.end());
    }
    return names;
}

std::vector<std::string> handles(const Request& request)
{
    std::set<std::string> sorted;
    for (const auto& likeness : request.cast) {
        sorted.insert(likeness.handle);
    }
    return {sorted.begin(), sorted.end()};
}

Failure failure_of(const message::Failed& failed)
{
    using message::Code;
    switch (failed.code) {
    case Code::invalid_request:
        return {Exit::usage, failed.sentence, failed.problems};
    case Code::out_of_memory: {
        std::string sentence = failed.sentence;
        if (failed.needed_bytes > 0) {
            const auto mib = [](std::int64_t bytes) {
                return std::to_string(bytes >> 20U);
            };
            sentence = "the shot needs " + mib(failed.needed_bytes) + " MiB of memory and " +
                       mib(failed.free_bytes) + " MiB are free; choose a smaller size";
        }
        return {Exit::out_of_memory, sentence};
    }
    case Code::consent:
        return {Exit::consent,
                failed.rule.empty() || failed.sentence.rfind(failed.rule, 0) == 0
                    ? failed.sentence
                    : failed.rule + ": " + failed.sentence};
    case Code::model_missing:
        return {Exit::model_missing, failed.sentence};
    case Code::cancelled:
        return {Exit::cancelled, "cancelled"};
    case Code::internal:
        break;
    }
    return {Exit::internal, failed.sentence};
}

/// The job that the worker has, or is asked about.
struct Active {
    std::int64_t job = 0;
    std::int64_t asset = 0;
    JobText text;
    Request request;
    std::filesystem::path spool;
    bool asked = false; ///< for its completed prompt; not sent yet
};

} // namespace

struct Queue::State {
    State(storage::Project& opened, WorkerClient& client, LikenessGate* keeper)
        : project(opened)
        , worker(client)
        , gate(keeper)
        , filler(opened.media())
        , kicked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
        , all(::epoll_create1(EPOLL_CLOEXEC))
    {
        for (const int one : {worker.descriptor(), filler.descriptor(), kicked.number()}) {
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.fd = one;
            ::epoll_ctl(all.number(), EPOLL_CTL_ADD, one, &event);
        }
    }

    storage::Project& project;
    WorkerClient& worker;
    LikenessGate* gate;
    std::optional<message::Ready> ready;
    std::optional<Active> active;
    std::map<std::int64_t, JobText> filling;
    std::vector<QueueEvent> events;
    Filler filler;
    Descriptor kicked;
    Descriptor all;

    Database& database() { return project.database(); }

    void kick() const
    {
        const std::uint64_t one = 1;
        (void)!::write(kicked.number(), &one, sizeof one);
    }

    void end(std::int64_t job, std::int64_t asset, const Failure& failure);
    void start_next();
    void start(const storage::JobRow& row);
    void send(const std::string& completed_prompt);
    void forget_spool(const std::filesystem::path& spool) const;
    void on(WorkerEvent event);
    void on_lost(const Lost& lost);
    void on_filled(Filler::Filled filled);
};

Queue::Queue(storage::Project& project, WorkerClient& worker, LikenessGate* gate)
    : state_(std::make_unique<State>(project, worker, gate))
{
    state_->kick();
}

Queue::~Queue()
{
    if (state_->active) {
        // the row stays as it is: the project's next opening puts it back into the queue
        state_->worker.cancel(std::to_string(state_->active->job));
        state_->forget_spool(state_->active->spool);
    }
}

Ordered Queue::submit(const Order& order,
                      const std::function<void(Database&, const Ordered&)>& edit)
{
    State& state = *state_;
    const Request& request = order.request;
    if (state.ready) {
        for (const auto& limits : state.ready->limits) {
            if (limits.family == request.model) {
                if (auto problems = validate(request, limits); !problems.empty()) {
                    throw Failure(Exit::usage,
                                  problems.front().field + " " + problems.front().sentence,
                                  problems);
                }
            }
        }
    }
    if (!request.cast.empty()) {
        if (state.gate == nullptr) {
            throw Failure(Exit::consent, "no_grant: likenesses are not available here");
        }
        state.gate->check(request, request.prompt, order.use);
    }
    const auto secret = likeness_inputs(request);
    std::map<std::string, storage::Blob> blobs;
    for (const auto& input : request.inputs) {
        if (secret.count(input.name) != 0) {
            continue;
        }
        const auto found = std::find_if(order.inputs.begin(),
                                        order.inputs.end(),
                                        [&](const RawInput& raw) { return raw.facts == input; });
        if (found == order.inputs.end()) {
            throw Failure(Exit::usage, "the bytes of the input \"" + input.name + "\" are missing");
        }
        blobs[input.name] = state.project.media().put(found->bytes, "raw");
    }
    generation::Recipe recipe;
    recipe.request = request;
    const std::string recipe_json = generation::to_json(recipe);
    Ordered ordered;
    state.project.write([&](Database& database) {
        storage::AssetRow asset;
        asset.name = order.name;
        asset.recipe = storage::add_recipe(database, recipe_json);
        ordered.asset = storage::add_asset(database, asset);
        for (const auto& [name, blob] : blobs) {
            storage::set_asset_file(database, ordered.asset, "input " + name, blob);
        }
        storage::TakeRow take;
        take.clip = order.clip;
        take.asset = ordered.asset;
        take.recipe = asset.recipe;
        take.parent = order.parent;
        take.cast = handles(request);
        ordered.take = storage::add_take(database, take);
        const JobText text{generation::to_json(request), ordered.take, order.use, order.choose};
        ordered.job = storage::queue_job(database, "generate", to_json(text), ordered.asset);
        if (edit) {
            edit(database, ordered);
        }
    });
    state.kick();
    return ordered;
}

void Queue::cancel(std::int64_t job)
{
    State& state = *state_;
    if (state.active && state.active->job == job) {
        if (!state.active->asked) {
            state.worker.cancel(std::to_string(job));
            return;
        }
        state.active.reset();
    }
    if (state.filling.count(job) != 0) {
        return; // made already
    }
    const auto row = storage::find_job(state.database(), job);
    if (row && row->state == storage::JobState::queued) {
        state.end(job, row->asset.value_or(0), {Exit::cancelled, "cancelled"});
        state.kick();
    }
}

bool Queue::retry(std::int64_t job)
{
    State& state = *state_;
    bool done = false;
    state.project.write([&](Database& database) {
        const auto row = storage::find_job(database, job);
        done = row && storage::requeue_job(database, job);
        if (done && row->asset) {
            auto asset = storage::find_asset(database, *row->asset);
            if (asset && asset->state == storage::AssetState::failed) {
                asset->state = storage::AssetState::pending;
                asset->error.clear();
                storage::update_asset(database, *asset);
            }
        }
    });
    state.kick();
    return done;
}

std::vector<QueueEvent> Queue::pump()
{
    State& state = *state_;
    std::uint64_t count = 0;
    (void)!::read(state.kicked.number(), &count, sizeof count);
    for (auto& event : state.worker.take_events()) {
        state.on(std::move(event));
    }
    while (auto filled = state.filler.take()) {
        state.on_filled(std::move(*filled));
    }
    state.start_next();
    return std::exchange(state.events, {});
}

int Queue::descriptor() const
{
    return state_->all.number();
}

void Queue::wait(std::chrono::milliseconds most) const
{
    pollfd one{descriptor(), POLLIN, 0};
    ::poll(&one, 1, static_cast<int>(most.count()));
}

bool Queue::idle() const
{
    return !state_->active && state_->filler.idle() && state_->events.empty() &&
           !storage::next_job(state_->database());
}

const std::optional<message::Ready>& Queue::engine() const
{
    return state_->ready;
}

void Queue::State::forget_spool(const std::filesystem::path& spool) const
{
    std::error_code ignored;
    if (!spool.empty()) {
        std::filesystem::remove(spool, ignored);
    }
}

void Queue::State::end(std::int64_t job, std::int64_t asset, const Failure& failure)
{
    project.write([&](Database& db) {
        if (failure.exit == Exit::cancelled) {
            storage::cancel_job(db, job);
        } else {
            storage::fail_job(db, job, code_of(failure.exit), failure.what());
        }
        storage::fail_asset(db, asset, failure.what());
    });
    events.push_back(JobFailed{job, failure});
}

void Queue::State::start_next()
{
    while (ready && !active && !project.read_only()) {
        const auto row = storage::next_job(database());
        if (!row) {
            return;
        }
        try {
            start(*row);
        } catch (...) {
            if (active) {
                forget_spool(active->spool);
                active.reset();
            }
            end(row->id, row->asset.value_or(0), app::failure_of(std::current_exception()));
        }
    }
}

void Queue::State::start(const storage::JobRow& row)
{
    if (!storage::assign_job(database(), row.id, ready->pid)) {
        throw Failure(Exit::internal, "the job could not be given to the engine");
    }
    active.emplace();
    active->job = row.id;
    active->asset = row.asset.value_or(0);
    active->text = job_text(row.request);
    active->request = generation::request_from_json(active->text.request);
    if (active->request.cast.empty()) {
        send("");
    } else {
        if (gate == nullptr) {
            throw Failure(Exit::consent, "no_grant: likenesses are not available here");
        }
        active->asked = true;
        worker.ask({std::to_string(row.id), active->text.request});
    }
}

void Queue::State::send(const std::string& completed_prompt)
{
    const Request& request = active->request;
    active->asked = false;
    message::Submit submit;
    submit.job = std::to_string(active->job);
    submit.request = active->text.request;
    submit.use = active->text.use;
    LikenessGate::Release release;
    if (!request.cast.empty()) {
        release = gate->release(request, completed_prompt, submit.use, submit.job, ready->nonce);
        submit.grants = release.grants;
        submit.ticket = release.ticket;
    }
    int rate = 0;
    for (const auto& limits : ready->limits) {
        if (limits.family == request.model) {
            rate = limits.rate;
            if (auto problems = validate(request, limits); !problems.empty()) {
                throw Failure(Exit::usage,
                              problems.front().field + " " + problems.front().sentence,
                              problems);
            }
        }
    }
    if (rate == 0) {
        throw Failure(Exit::model_missing,
                      "there is no model \"" + request.model + "\"; see rushlight models list");
    }
    std::vector<Descriptor> descriptors;
    active->spool = project.media().incoming("spool");
    descriptors.push_back(
        generation::FrameSpool::create(active->spool, {request.size, request.frames, rate})
            .file()
            .duplicate());
    for (const auto& input : request.inputs) {
        if (const auto pixels = release.references.find(input.name);
            pixels != release.references.end()) {
            descriptors.push_back(generation::sealed_memory("reference", pixels->second));
            submit.references[input.name] = input.sha256;
            continue;
        }
        const auto blob = storage::asset_file(database(), active->asset, "input " + input.name);
        Descriptor file(blob ? ::open(project.media().path(*blob).c_str(), O_RDONLY | O_CLOEXEC)
                             : -1);
        if (!file) {
            throw Failure(Exit::unreadable,
                          "the project has lost the input \"" + input.name +
                              "\" of the shot; order the shot again");
        }
        descriptors.push_back(std::move(file));
    }
    storage::run_job(database(), active->job);
    worker.submit(std::move(submit), std::move(descriptors));
}

void Queue::State::on_lost(const Lost& lost)
{
    ready.reset();
    if (active) {
        forget_spool(active->spool);
        const Active it = *std::exchange(active, std::nullopt);
        if (lost.cancelled) {
            end(it.job, it.asset, {Exit::cancelled, "cancelled"});
        } else if (storage::worker_lost(database(), it.job) == storage::JobState::quarantined) {
            const Failure failure(Exit::internal,
                                  "the shot ended two engines and is set aside: " + lost.sentence);
            project.write([&](Database& db) { storage::fail_asset(db, it.asset, failure.what()); });
            events.push_back(JobFailed{it.job, failure});
        }
    }
    events.push_back(EngineLost{lost.sentence, lost.given_up});
}

void Queue::State::on(WorkerEvent event)
{
    const auto is_active = [this](const std::string& job) {
        return active && job == std::to_string(active->job);
    };
    if (auto* started = std::get_if<message::Ready>(&event)) {
        ready = *started;
        events.push_back(EngineReady{std::move(*started)});
    } else if (const auto* lost = std::get_if<Lost>(&event)) {
        on_lost(*lost);
    } else if (const auto* progress = std::get_if<message::Progress>(&event)) {
        if (is_active(progress->job)) {
            events.push_back(JobProgress{active->job,
                                         progress->stage,
                                         std::clamp(progress->fraction, 0.0, 1.0),
                                         progress->seconds_left});
        }
    } else if (auto* preview = std::get_if<message::Preview>(&event)) {
        if (is_active(preview->job)) {
            events.push_back(
                JobPreview{active->job, preview->size, preview->frames, std::move(preview->rgb)});
        }
    } else if (const auto* forecast = std::get_if<message::Forecast>(&event)) {
        if (is_active(forecast->job) && active->asked) {
            try {
                send(forecast->completed_prompt);
            } catch (...) {
                const auto failure = app::failure_of(std::current_exception());
                forget_spool(active->spool);
                end(active->job, active->asset, failure);
                active.reset();
            }
        }
    } else if (const auto* failed = std::get_if<message::Failed>(&event)) {
        if (is_active(failed->job)) {
            forget_spool(active->spool);
            const Active it = *std::exchange(active, std::nullopt);
            end(it.job, it.asset, failure_of(*failed));
        }
    } else if (auto* made = std::get_if<Made>(&event)) {
        if (is_active(made->job)) {
            Active it = *std::exchange(active, std::nullopt);
            filling.emplace(it.job, std::move(it.text));
            filler.add({it.job, it.spool, std::move(*made)});
        }
    }
}

void Queue::State::on_filled(Filler::Filled filled)
{
    const std::int64_t job = filled.work.job;
    const JobText text = filling.at(job);
    filling.erase(job);
    const auto row = storage::find_job(database(), job);
    const std::int64_t asset = row && row->asset ? *row->asset : 0;
    try {
        if (filled.error) {
            std::rethrow_exception(filled.error);
        }
        const auto recipe = generation::recipe_from_json(filled.work.made.recipe);
        if (!generation::answers(recipe.request, generation::request_from_json(text.request))) {
            throw Failure(Exit::internal, "the engine made another request than was ordered");
        }
        TakeFiles& files = filled.files;
        project.write([&](Database& db) {
            const auto id = storage::add_recipe(db, filled.work.made.recipe);
            auto asset_row = storage::find_asset(db, asset);
            if (!asset_row) {
                throw Failure(Exit::internal, "the take's asset is gone from the project");
            }
            for (std::size_t i = 0; i < files.cues.size(); ++i) {
                storage::AssetRow cue;
                cue.state = storage::AssetState::ready;
                cue.kind = storage::AssetKind::audio;
                cue.name = asset_row->name + ": " + files.facts.cues[i].kind;
                cue.blob = files.cues[i].wav;
                cue.probe = files.cues[i].probe;
                cue.recipe = id;
                files.facts.cues[i].asset = storage::add_asset(db, cue);
            }
            asset_row->recipe = id;
            storage::update_asset(db, *asset_row);
            if (!storage::fill_asset(
                    db, asset, files.film, to_probe(files.film_facts, files.facts))) {
                throw Failure(Exit::internal, "the take was no longer waited for");
            }
            if (files.latents) {
                storage::set_asset_file(db, asset, "latents", *files.latents);
            }
            for (const auto& [name, blob] : filled.weights) {
                storage::set_asset_file(db, asset, weights_role(name), blob);
            }
            storage::set_take_recipe(db, text.take, id);
            if (text.choose) {
                storage::choose_take(db, text.take);
            }
            storage::finish_job(db, job);
        });
        events.push_back(JobDone{job, asset, text.take});
    } catch (...) {
        end(job, asset, app::failure_of(std::current_exception()));
    }
    forget_spool(filled.work.spool);
}

} // namespace rushlight::app

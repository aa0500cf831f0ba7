#include "app/worker_client/watch.hpp"

#include "app/worker_client/made.hpp"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace rushlight::app {

using namespace generation;

Watch::Watch(const WorkerOptions& options,
             std::function<void(WorkerEvent)> emit,
             std::function<std::deque<Order>()> orders,
             int wake,
             std::function<void(int)> running)
    : options_(options)
    , emit_(std::move(emit))
    , orders_(std::move(orders))
    , wake_(wake)
    , running_(std::move(running))
{
}

bool Watch::start()
{
    ready_ = false;
    rung_ = Rung::none;
    steps_ = 0;
    step_ms_.clear();
    try {
        worker_ =
            std::make_unique<WorkerProcess>(options_.program, options_.environment, options_.log);
        worker_->channel().send(message::Hello{message::protocol_version, ""});
    } catch (const ChannelClosed&) {
        // it ended at once: seen at the first look
    } catch (const std::exception& error) {
        worker_.reset();
        given_up_ = true;
        emit_(Lost{"", error.what(), false, true});
        return false;
    }
    running_(worker_->id());
    started_ = last_heard_ = Clock::now();
    return true;
}

void Watch::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        if (!worker_ && !given_up_ && !start()) {
            continue;
        }
        pollfd watched[2]{{wake_, POLLIN, 0},
                          {worker_ ? worker_->channel().descriptor() : -1, POLLIN, 0}};
        ::poll(watched, 2, worker_ ? 50 : 1000);
        for (auto& order : orders_()) {
            obey(std::move(order));
        }
        if (worker_) {
            hear();
        }
        if (worker_) {
            look_at_the_clock();
        }
    }
    if (worker_) {
        worker_->hang_up();
        if (!worker_->ended(options_.rung)) {
            worker_->signal(SIGKILL);
            (void)worker_->ended(options_.last_rung);
        }
        running_(0);
    }
}

void Watch::obey(Order order)
{
    const auto job = std::visit(
        [](const auto& it) {
            if constexpr (std::is_same_v<std::decay_t<decltype(it)>, SubmitOrder>) {
                return it.message.job;
            } else {
                return it.job;
            }
        },
        order);
    if (!worker_ || !ready_) {
        if (!std::holds_alternative<message::Cancel>(order)) {
            emit_(Lost{job, "the engine is not running", false, given_up_});
        }
        return;
    }
    try {
        if (auto* submit = std::get_if<SubmitOrder>(&order)) {
            job_ = job;
            cancelled_ = false;
            steps_seen_ = 0;
            last_step_ = Clock::now();
            std::vector<const Descriptor*> descriptors;
            for (const auto& one : submit->descriptors) {
                descriptors.push_back(&one);
            }
            worker_->channel().send(submit->message, descriptors);
        } else if (const auto* ask = std::get_if<message::Ask>(&order)) {
            worker_->channel().send(*ask);
        } else if (job == job_ && rung_ == Rung::none) {
            cancelled_ = true;
            climb(Rung::cancel, "it did not heed the cancel");
        }
    } catch (const message::BadMessage& error) {
        message::Failed failed;
        failed.job = job;
        failed.code = message::Code::invalid_request;
        failed.sentence = std::string("the request is too long: ") + error.what();
        job_ended();
        emit_(failed);
    } catch (const std::exception&) {
        lose("the engine does not answer");
    }
}

void Watch::hear()
{
    try {
        while (worker_) {
            auto envelope = worker_->channel().receive(0);
            if (!envelope) {
                return;
            }
            last_heard_ = Clock::now();
            hear(std::move(*envelope));
        }
    } catch (const ChannelClosed&) {
        lose(rung_ == Rung::none ? "" : reason_);
    } catch (const std::exception& error) {
        lose(std::string("the engine's answer makes no sense (") + error.what() + ")");
    }
}

void Watch::hear(Envelope envelope)
{
    auto& message = envelope.message;
    if (auto* ready = std::get_if<message::Ready>(&message)) {
        ready_ = true;
        fruitless_starts_ = 0;
        emit_(std::move(*ready));
    } else if (const auto* beat = std::get_if<message::Heartbeat>(&message)) {
        if (beat->steps != steps_) {
            if (!job_.empty() && beat->job == job_) {
                const auto now = Clock::now();
                if (steps_seen_ > 0) {
                    // a heartbeat may have seen several steps at once
                    const std::chrono::duration<double, std::milli> passed = now - last_step_;
                    const auto count = std::max<std::int64_t>(beat->steps - steps_, 1);
                    step_ms_.push_back(passed.count() / static_cast<double>(count));
                    if (step_ms_.size() > 64) {
                        step_ms_.erase(step_ms_.begin());
                    }
                }
                ++steps_seen_;
                last_step_ = now;
            }
            steps_ = beat->steps;
        }
    } else if (auto* failed = std::get_if<message::Failed>(&message)) {
        if (!ready_) {
            given_up_ = true;
            lose(failed->sentence);
            return;
        }
        if (failed->job == job_) {
            if (failed->code == message::Code::cancelled && !cancelled_) {
                failed->code = message::Code::internal; // the ladder's cancel, not the user's
                failed->sentence = reason_;
            }
            job_ended();
        }
        emit_(std::move(*failed));
    } else if (const auto* finished = std::get_if<message::Finished>(&message)) {
        if (finished->job == job_) {
            Made made = read_made(*finished, envelope.descriptors);
            job_ended();
            emit_(std::move(made));
        }
    } else if (auto* progress = std::get_if<message::Progress>(&message)) {
        if (progress->job == job_) {
            emit_(std::move(*progress));
        }
    } else if (auto* preview = std::get_if<message::Preview>(&message)) {
        if (preview->job == job_) {
            emit_(std::move(*preview));
        }
    } else if (auto* forecast = std::get_if<message::Forecast>(&message)) {
        emit_(std::move(*forecast));
    } else {
        throw message::BadMessage("it said what only a studio says");
    }
}

void Watch::job_ended()
{
    job_.clear();
    rung_ = Rung::none;
}

std::chrono::milliseconds Watch::step_limit() const
{
    if (steps_seen_ == 0) {
        return options_.first_step;
    }
    if (step_ms_.empty()) {
        return options_.step;
    }
    auto sorted = step_ms_;
    std::nth_element(sorted.begin(),
                     sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                     sorted.end());
    const auto median = static_cast<std::int64_t>(sorted[sorted.size() / 2]);
    return std::max(options_.step, std::chrono::milliseconds(5 * median));
}

void Watch::climb(Rung rung, const std::string& reason)
{
    rung_ = rung;
    reason_ = reason;
    next_rung_ = Clock::now() + options_.rung;
    switch (rung) {
    case Rung::cancel:
        worker_->channel().send(message::Cancel{job_}, {}, 100);
        break;
    case Rung::terminate:
        worker_->signal(SIGTERM);
        break;
    case Rung::kill:
        lose(reason);
        break;
    case Rung::none:
        break;
    }
}

void Watch::look_at_the_clock()
{
    const auto now = Clock::now();
    const auto seconds = [](auto duration) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count()) +
               " s";
    };
    try {
        if (!ready_) {
            if (now - started_ > options_.start) {
                lose("it did not start within " + seconds(options_.start));
            }
        } else if (rung_ != Rung::none) {
            if (now >= next_rung_) {
                const bool impatient = cancelled_ || rung_ == Rung::terminate;
                climb(impatient ? Rung::kill : Rung::terminate, reason_);
            }
        } else if (now - last_heard_ > options_.silence) {
            climb(Rung::terminate, "it stood still for " + seconds(options_.silence));
        } else if (!job_.empty() && now - last_step_ > step_limit()) {
            climb(Rung::cancel, "a step took longer than " + seconds(step_limit()));
        }
    } catch (const ChannelClosed&) {
        lose("it does not answer");
    }
}

void Watch::lose(const std::string& reason)
{
    if (!worker_->ended(std::chrono::milliseconds(reason.empty() ? 500 : 0))) {
        worker_->signal(SIGKILL);
        if (!worker_->ended(options_.last_rung)) {
            given_up_ = true;
            emit_(Lost{std::exchange(job_, ""),
                       "the engine cannot be ended; the machine may have to be restarted",
                       cancelled_,
                       true});
            (void)worker_.release(); // its process may never end; nothing may wait for it
            running_(0);
            return;
        }
    }
    if (!ready_ && ++fruitless_starts_ >= 3) {
        given_up_ = true;
    }
    std::string sentence = "the engine " + worker_->end();
    if (!reason.empty()) {
        sentence = ready_ || !given_up_ ? "the engine had to be ended: " + reason : reason;
    }
    if (given_up_ && !options_.log.empty()) {
        sentence += "; its last words are in " + options_.log.string();
    }
    worker_.reset();
    running_(0);
    ready_ = false;
    rung_ = Rung::none;
    emit_(Lost{std::exchange(job_, ""), sentence, std::exchange(cancelled_, false), given_up_});
}

} // namespace rushlight::app

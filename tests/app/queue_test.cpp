#include "app/queue/queue.hpp"
#include "app/queue/take_file.hpp"
#include "assets/take.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"
#include "storage/assets_table.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"
#include "tests/app/toy/toy_family.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace rushlight;
using namespace rushlight::app;
using namespace std::chrono_literals;
using storage::AssetState;
using storage::JobState;

namespace {

std::unique_ptr<WorkerClient> toy_worker(const std::string& fault = "")
{
    WorkerOptions options;
    options.program = TOY_ENGINE;
    if (!fault.empty()) {
        options.environment = {"RUSHLIGHT_FAULT=" + fault};
    }
    return std::make_unique<WorkerClient>(options);
}

Order order(const std::string& prompt = "a fox", int steps = 4)
{
    Order it;
    it.request.model = "toy";
    it.request.prompt = prompt;
    it.request.size = {64, 64};
    it.request.frames = 9;
    it.request.steps = steps;
    it.clip = "shot one";
    it.name = "one";
    return it;
}

template <class T>
T await(Queue& queue)
{
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (std::chrono::steady_clock::now() < until) {
        for (auto& event : queue.pump()) {
            if (auto* wanted = std::get_if<T>(&event)) {
                return std::move(*wanted);
            }
            if (const auto* failed = std::get_if<JobFailed>(&event)) {
                FAIL("a job failed: " << failed->failure.what());
            }
        }
        queue.wait(100ms);
    }
    FAIL("the event did not come");
    std::abort();
}

/// Events until the job has failed.
Failure await_failure(Queue& queue, std::int64_t job)
{
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (std::chrono::steady_clock::now() < until) {
        for (auto& event : queue.pump()) {
            if (const auto* failed = std::get_if<JobFailed>(&event)) {
                CHECK(failed->job == job);
                return failed->failure;
            }
        }
        queue.wait(100ms);
    }
    FAIL("the job did not fail");
    std::abort();
}

std::size_t files_in(const std::filesystem::path& folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("an order becomes a take with its files, recipe and rows", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    const Order wanted = order();
    int edits = 0;
    const Ordered ordered =
        queue.submit(wanted, [&](storage::Database&, const Ordered&) { ++edits; });
    CHECK(edits == 1);
    CHECK(storage::find_asset(project.database(), ordered.asset)->state == AssetState::pending);
    CHECK(!queue.idle());
    const auto done = await<JobDone>(queue);
    CHECK(done.job == ordered.job);
    CHECK(queue.idle());

    auto& database = project.database();
    const auto asset = storage::find_asset(database, ordered.asset);
    REQUIRE(asset->state == AssetState::ready);
    const auto facts = take_facts(asset->probe);
    REQUIRE(facts);
    CHECK(facts->frames == 9);
    CHECK(facts->rate == 12);
    REQUIRE(facts->cues.size() == 1);
    CHECK(storage::find_asset(database, facts->cues[0].asset)->kind == storage::AssetKind::audio);

    test::ToyFamily family;
    generation::Observer silent;
    const auto again = family.generate(wanted.request, {}, {}, silent, {});
    const auto take = assets::read_take(project.media().path(*asset->blob));
    std::vector<std::uint8_t> frames;
    for (int n = 0; n < 9; ++n) {
        const auto one = take.rgb(n);
        frames.insert(frames.end(), one.begin(), one.end());
    }
    CHECK(frames == again.rgb);
    CHECK(take.sound == again.sound);
    CHECK(assets::identity_of_take(project.media().path(*asset->blob)) == facts->identity);
    const auto latents = storage::asset_file(database, ordered.asset, "latents");
    REQUIRE(latents);
    CHECK(project.media().verify(*latents));
    const auto row = storage::find_take(database, ordered.take);
    CHECK(row->chosen);
    const auto recipe = storage::find_recipe(database, *row->recipe);
    CHECK(generation::recipe_from_json(recipe->json).solver == "toy-1");
    CHECK(storage::find_job(database, ordered.job)->state == JobState::done);
    CHECK(files_in(project.folder() / "media" / "incoming") == 0);
}

TEST_CASE("input pictures are kept in the project and reach the engine", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    Order wanted = order();
    RawInput picture{{"first", "", {64, 64}, 1, 3}, std::vector<std::uint8_t>(64 * 64 * 3, 99)};
    picture.facts.sha256 = generation::sha256_hex(picture.bytes);
    wanted.request.keyframes = {{"first", 0}};
    wanted.request.inputs = {picture.facts};
    CHECK_THROWS_AS(queue.submit(wanted), Failure); // its bytes are not there
    wanted.inputs = {picture};
    const Ordered ordered = queue.submit(wanted);
    await<JobDone>(queue);
    const auto asset = storage::find_asset(project.database(), ordered.asset);
    CHECK(assets::read_take(project.media().path(*asset->blob)).rgb(0) == picture.bytes);
}

TEST_CASE("jobs are made in the order in which they were ordered", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    std::vector<std::int64_t> ordered;
    for (int i = 0; i < 4; ++i) {
        ordered.push_back(queue.submit(order("fox " + std::to_string(i))).job);
    }
    std::vector<std::int64_t> done;
    while (done.size() < 4) {
        done.push_back(await<JobDone>(queue).job);
    }
    CHECK(done == ordered);
}

TEST_CASE("a request that cannot be made is refused before anything is written", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    await<EngineReady>(queue);
    Order wrong = order();
    wrong.request.frames = 10;
    try {
        (void)queue.submit(wrong);
        FAIL("accepted");
    } catch (const Failure& failure) {
        CHECK(failure.exit == Exit::usage);
        CHECK(failure.problems.front().field == "/frames");
    }
    Order cast = order("@ada waves");
    cast.request.cast = {{"ada", "person", {"ada-1"}}};
    cast.request.inputs = {{"ada-1", std::string(64, 'a'), {128, 128}, 1, 4}};
    try {
        (void)queue.submit(cast);
        FAIL("accepted");
    } catch (const Failure& failure) {
        CHECK(failure.exit == Exit::consent);
    }
    CHECK(storage::list_jobs(project.database()).empty());
    CHECK(storage::list_assets(project.database()).empty());
}

TEST_CASE("waiting and running jobs are cancelled, and the queue goes on", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    const Ordered running = queue.submit(order("a slow fox", 100));
    const Ordered waiting = queue.submit(order("a second fox"));
    const Ordered third = queue.submit(order("a third fox"));
    await<JobProgress>(queue);
    queue.cancel(waiting.job);
    CHECK(await_failure(queue, waiting.job).exit == Exit::cancelled);
    queue.cancel(running.job);
    CHECK(await_failure(queue, running.job).exit == Exit::cancelled);
    CHECK(await<JobDone>(queue).job == third.job);
    CHECK(storage::find_job(project.database(), running.job)->state == JobState::cancelled);
    CHECK(queue.retry(waiting.job));
    CHECK(await<JobDone>(queue).job == waiting.job);
}

TEST_CASE("a worker killed in the middle of a job costs nothing but time", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    const Ordered ordered = queue.submit(order("a slow fox", 10));
    await<JobProgress>(queue);
    REQUIRE(::kill(worker->process(), SIGKILL) == 0);
    CHECK(!await<EngineLost>(queue).given_up);
    CHECK(storage::find_job(project.database(), ordered.job)->state == JobState::queued);
    CHECK(await<JobDone>(queue).job == ordered.job);
    CHECK(storage::takes_of_clip(project.database(), "shot one").size() == 1);
}

TEST_CASE("a job that kills two workers is set aside and the next is made", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker("crash@7");
    Queue queue(project, *worker, nullptr);
    const Ordered killer = queue.submit(order("a killing fox", 8));
    const Ordered harmless = queue.submit(order("a fox", 4));
    const Failure failure = await_failure(queue, killer.job);
    CHECK(failure.exit == Exit::internal);
    CHECK(std::string(failure.what()).find("two engines") != std::string::npos);
    CHECK(await<JobDone>(queue).job == harmless.job);
    CHECK(storage::find_job(project.database(), killer.job)->state == JobState::quarantined);
    CHECK(storage::find_asset(project.database(), killer.asset)->state == AssetState::failed);
}

TEST_CASE("a job out of memory fails with that code", "[queue]")
{
    const test::TemporaryFolder folder;
    auto project = storage::Project::create(folder / "film.rushlight");
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    const Ordered ordered = queue.submit(order("a greedy fox"));
    CHECK(await_failure(queue, ordered.job).exit == Exit::out_of_memory);
    const auto row = storage::find_job(project.database(), ordered.job);
    CHECK(row->state == JobState::failed);
    CHECK(row->error_code == "out_of_memory");
}

TEST_CASE("a studio killed with a running and a waiting job finds both at its next start",
          "[queue]")
{
    const test::TemporaryFolder folder;
    const auto path = folder / "film.rushlight";
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const int child = ::fork();
    if (child == 0) {
        auto project = storage::Project::create(path);
        auto worker = toy_worker();
        Queue queue(project, *worker, nullptr);
        (void)queue.submit(order("a slow fox", 100));
        (void)queue.submit(order("a second fox"));
        await<JobProgress>(queue);
        (void)!::write(ends[1], "x", 1);
        ::pause();
        ::_exit(0);
    }
    ::close(ends[1]);
    char told = 0;
    REQUIRE(::read(ends[0], &told, 1) == 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);

    auto project = storage::Project::open(path);
    REQUIRE(!project.read_only());
    const auto jobs = storage::list_jobs(project.database(), JobState::queued);
    REQUIRE(jobs.size() == 2);
    CHECK(jobs[0].workers_killed == 0);
    auto worker = toy_worker();
    Queue queue(project, *worker, nullptr);
    queue.cancel(jobs[0].id);
    CHECK(await_failure(queue, jobs[0].id).exit == Exit::cancelled);
    CHECK(await<JobDone>(queue).job == jobs[1].id);
}

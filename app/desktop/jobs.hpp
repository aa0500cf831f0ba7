#pragma once

#include "app/desktop/workspace.hpp"
#include "app/queue/queue.hpp"

#include <QImage>

namespace rushlight::cameo {
class Cast;
class ConsentGate;
} // namespace rushlight::cameo

namespace rushlight::app {

/// The engine and the generation jobs of the open project, in Qt's event loop. A job's take is put
/// on the timeline when it is ordered (as a placeholder) and filled when it is made.
/// Threads: the UI thread.
class Jobs : public QObject {
    Q_OBJECT

public:
    /// What the engine last said of a job that runs.
    struct Live {
        QString stage;
        double fraction = 0;
        double seconds_left = -1;    ///< −1: unknown
        std::vector<QImage> preview; ///< moving, as many pictures as the engine sent
    };

    struct Row {
        storage::JobRow job;
        QString name;     ///< of what is made
        std::string clip; ///< the list of takes that it joins
    };

    /// Pure: an order made on another thread from what the engine can do. The gate is that
    /// thread's.
    using Make = std::function<Order(const generation::Limits&, cameo::ConsentGate*)>;
    using Failed = std::function<void(const Failure&)>;

    /// workspace outlives it. The engine starts when a project opens.
    explicit Jobs(Workspace& workspace, QObject* parent = nullptr);
    ~Jobs() override;

    /// What the engine said when it started; nothing while it is not ready.
    [[nodiscard]] const generation::message::Ready* engine() const;

    /// Why there is no engine; empty while there is one or it is starting.
    [[nodiscard]] const QString& engine_sentence() const { return engine_sentence_; }

    /// Makes an order off the UI thread, submits it and shows its take on the timeline: in place
    /// `at` (a frame), or as a further take of the clip that its key names already.
    /// failed: told on the UI thread of a request that is refused; the sentence is not shown
    /// otherwise.
    /// once: nothing is made where a take of that clip was made from the same request already.
    /// family: whose limits `make` gets; empty: the usual one's.
    void order(Make make,
               std::int64_t at,
               Failed failed,
               bool once = false,
               const std::string& family = {});
    void cancel(std::int64_t job);
    void cancel_running();
    void retry(std::int64_t job);

    /// In the order of the queue, ended ones too.
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

    [[nodiscard]] const Live* live(std::int64_t job) const;
    [[nodiscard]] const Row* row_of_asset(std::int64_t asset) const;
    [[nodiscard]] int waiting() const; ///< jobs not yet ended

    /// How many jobs of the project had been left unfinished when it was opened.
    [[nodiscard]] int resumed() const { return resumed_; }

signals:
    void engine_changed();
    void rows_changed();
    void progressed(std::int64_t job);
    void previewed(std::int64_t job);

private:
    void open();
    void close();
    void pump();
    void read_rows();
    void submit(const Order& order, std::int64_t at, bool once);
    void done(const JobDone& done);

    Workspace& workspace_;
    struct Desk;
    std::unique_ptr<Desk> desk_; ///< of the open project; null without one
    std::vector<Row> rows_;
    std::map<std::int64_t, Live> live_;
    QString engine_sentence_;
    int resumed_ = 0;
    std::uint64_t opened_ = 0; ///< counts projects, so that a late order does not reach another one
};

} // namespace rushlight::app

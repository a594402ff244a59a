using Spectre.Console;
using Spectre.Console.Rendering;

namespace DcepSim.Cli.Screen;

/// <summary>A bar that is drawn over itself while work goes on, with what is done, the rate and the time left.</summary>
/// <remarks>Safe for use by several threads. It leaves the screen as it was.</remarks>
internal sealed class LiveBar : IDisposable
{
    private const int BarWidth = 26;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private ProgressTask? _task;
    private string _what;
    private double? _part = 0;

    /// <param name="terminal">Where to.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="figures">What stands beside the bar, asked for at every drawing.</param>
    public LiveBar(Terminal terminal, string what, Func<string> figures)
    {
        _what = what;
        _drawing = terminal.ScreenOn(terminal.Error).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth, CompletedStyle = Color.Aqua, FinishedStyle = Color.Green }, new FiguresColumn(figures))
            .StartAsync(async progress =>
            {
                _task = progress.AddTask(_what, maxValue: 1);
                Show(_what, _part);
                await _ended.Task.ConfigureAwait(false);
            });
    }

    /// <summary>Says how far things are.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="part">How much of it is done, 0 to 1; null where that is not known.</param>
    public void Show(string what, double? part)
    {
        (_what, _part) = (what, part);
        if (_task is not { } task)
            return; // the drawing has not begun; it will take these
        task.Description = Markup.Escape(what);
        task.IsIndeterminate = part is null;
        task.Value = part ?? 0;
    }

    public void Dispose()
    {
        _ended.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }

    private sealed class FiguresColumn(Func<string> figures) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(figures());
    }
}

using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class PausableClockTests
{
    private readonly FakeClock _outer = new();

    [Fact]
    public void Time_stands_still_while_it_is_paused()
    {
        var clock = new PausableClock(_outer);
        var start = clock.GetTimestamp();
        _outer.Pass(1);
        clock.Pause();
        _outer.Pass(10);
        clock.Pause();
        Assert.Equal(1, clock.GetElapsedTime(start).TotalSeconds);
        clock.Resume();
        clock.Resume();
        _outer.Pass(2);
        Assert.Equal(3, clock.GetElapsedTime(start).TotalSeconds);
    }

    [Fact]
    public void A_deadline_is_put_off_by_what_was_paused()
    {
        var clock = new PausableClock(_outer);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5), clock);
        _outer.Pass(2);
        clock.Pause();
        _outer.Pass(10);
        clock.Resume();
        _outer.Pass(2.9);
        Assert.False(deadline.IsCancellationRequested);
        _outer.Pass(0.2);
        Assert.True(deadline.IsCancellationRequested);
    }
}

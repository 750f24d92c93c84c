using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Berth.Server;

/// <summary>What is told of a build while it goes on (BuildKit's <c>Control/Status</c>): steps with their times and output. All of it is kept to the build's end.</summary>
internal sealed class BuildStatus(string reference, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _told = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _wasFollowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;
    private int _steps;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>When somebody was told all of it.</summary>
    public Task WasFollowed => _wasFollowed.Task;

    /// <summary>A step begins.</summary>
    /// <returns>The step, to tell more of it.</returns>
    public BuildStep Begin(string name)
    {
        var number = Interlocked.Increment(ref _steps);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{reference}/{number}")));
        var step = new BuildStep(this, "sha256:" + Convert.ToHexStringLower(hash), name);
        step.Tell();
        return step;
    }

    /// <summary>Tells something.</summary>
    public void Tell(byte[] message)
    {
        lock (_gate)
        {
            _told.Add(message);
            Wake();
        }
    }

    /// <summary>Nothing more is told.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Wake();
        }
    }

    /// <summary>All that is told, from the beginning to the end.</summary>
    public async IAsyncEnumerable<byte[]> FollowAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var at = 0; ;)
        {
            Task more;
            byte[][] told;
            bool isOver;
            lock (_gate)
            {
                (more, told, isOver) = (_more.Task, [.. _told.Skip(at)], _isOver);
            }

            foreach (var message in told)
            {
                yield return message;
            }

            at += told.Length;
            if (told.Length == 0 && isOver)
            {
                _wasFollowed.TrySetResult();
                yield break;
            }

            if (told.Length == 0)
            {
                await more.WaitAsync(cancel).ConfigureAwait(false);
            }
        }
    }

    private void Wake()
    {
        _more.TrySetResult();
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

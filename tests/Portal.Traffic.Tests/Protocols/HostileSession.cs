using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Cuts, tears, damages and repeats a good session; an analyzer may say what it likes, but must not throw.</summary>
internal static class HostileSession
{
    /// <summary>How many different damaged sessions were played.</summary>
    public static int Try(IProtocol protocol, Func<ScriptedFlow> flow, params (Side Side, byte[] Bytes)[] session)
    {
        var played = 0;
        for (var message = 0; message < session.Length; message++)
        {
            var (side, bytes) = session[message];
            for (var length = 0; length <= bytes.Length; length++)
            {
                Before(protocol, flow(), session, message).Send(side, bytes.AsSpan(0, length)).Done();
                Before(protocol, flow(), session, message)
                    .Send(side, bytes.AsSpan(0, length))
                    .Gap(side, bytes.Length - length + 1)
                    .Send(side, bytes)
                    .Done();
                played += 2;
            }
            for (var place = 0; place < bytes.Length; place++)
            {
                foreach (var value in new byte[] { 0, 0x7F, 0xFF, (byte)(bytes[place] ^ 1) })
                {
                    var damaged = bytes.ToArray();
                    damaged[place] = value;
                    var play = Before(protocol, flow(), session, message).Send(side, damaged);
                    After(play, session, message + 1).Done();
                    played++;
                }
            }
        }
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            var play = Before(protocol, flow(), session, random.Next(session.Length + 1));
            for (var i = 0; i < 20; i++)
            {
                var noise = new byte[random.Next(1, 64)];
                random.NextBytes(noise);
                play.Send((Side)random.Next(2), noise);
            }
            play.Done();
            played++;
        }
        return played;
    }

    /// <summary>Plays the session byte by byte.</summary>
    public static SessionPlay ByteByByte(
        IProtocol protocol,
        ScriptedFlow flow,
        params (Side Side, byte[] Bytes)[] session
    )
    {
        var play = new SessionPlay(protocol, flow);
        foreach (var (side, bytes) in session)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                play.Send(side, bytes.AsSpan(i, 1));
            }
        }
        return play;
    }

    private static SessionPlay Before(
        IProtocol protocol,
        ScriptedFlow flow,
        (Side Side, byte[] Bytes)[] session,
        int count
    ) => After(new SessionPlay(protocol, flow), session[..count], 0);

    private static SessionPlay After(SessionPlay play, (Side Side, byte[] Bytes)[] session, int from)
    {
        foreach (var (side, bytes) in session.AsSpan(from))
        {
            play.Send(side, bytes);
        }
        return play;
    }
}

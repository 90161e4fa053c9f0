using System.Text;
using System.Text.RegularExpressions;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Filters;

/// <summary>A regular expression of a filter, without regard to case as in Wireshark.</summary>
internal sealed class RegexMatcher
{
    /// <summary>For one value; an expression that needs longer is treated as not matching there, and counted.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly Regex _regex;

    public RegexMatcher(Token token)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        // What matches in linear time does; only expressions with look-around or back-references may run out of patience.
        _regex =
            TryMake(token.Text, Options | RegexOptions.NonBacktracking, out _)
            ?? TryMake(token.Text, Options, out var problem)
            ?? throw new FilterException(token.Column, $"the regular expression is wrong: {problem}");
    }

    /// <summary>Values for which patience ran out.</summary>
    public long TimedOut { get; private set; }

    public bool Matches(in FieldValue value)
    {
        try
        {
            return _regex.IsMatch(value.Text ?? Encoding.Latin1.GetString(value.Bytes.Span));
        }
        catch (RegexMatchTimeoutException)
        {
            TimedOut++;
            return false;
        }
    }

    private static Regex? TryMake(string pattern, RegexOptions options, out string problem)
    {
        problem = "";
        try
        {
            return new Regex(pattern, options, s_patience);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            problem = failure.Message;
            return null;
        }
    }
}

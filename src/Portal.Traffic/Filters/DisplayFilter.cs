using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Filters;

/// <summary>A display filter in Wireshark's language. Not safe to use from several threads at once.</summary>
public sealed class DisplayFilter
{
    private readonly Func<DissectedFrame, bool> _predicate;
    private readonly IReadOnlyList<RegexMatcher> _expressions;

    private DisplayFilter(Func<DissectedFrame, bool> predicate, IReadOnlyList<RegexMatcher> expressions)
    {
        _predicate = predicate;
        _expressions = expressions;
    }

    /// <summary>Values on which a regular expression took too long; the filter treated them as not matching.</summary>
    public long TimedOut => _expressions.Sum(expression => expression.TimedOut);

    /// <summary>False, with what is wrong and where, if the text is no filter. An empty one takes every frame.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out DisplayFilter? filter,
        [NotNullWhen(false)] out FilterError? error
    )
    {
        (filter, error) = (null, null);
        try
        {
            var parser = new FilterParser(FilterLexer.Read(text));
            var predicate = parser.Parse();
            filter = new DisplayFilter(predicate, parser.Expressions);
            return true;
        }
        catch (FilterException failure)
        {
            error = new FilterError(failure.Column, failure.Message);
            return false;
        }
    }

    public bool Matches(DissectedFrame frame) => _predicate(frame);
}

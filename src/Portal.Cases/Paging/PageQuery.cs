using Microsoft.EntityFrameworkCore;

namespace Portal.Cases.Paging;

/// <summary>Reads one window of an ordered query together with the number of all rows.</summary>
public static class PageQuery
{
    public static async Task<Page<T>> ToPageAsync<T>(
        this IQueryable<T> query,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        var window = request.Bounded();
        var total = await query.CountAsync(cancellation);
        var items = await query.Skip(window.Skip).Take(window.Take).ToListAsync(cancellation);
        return new Page<T>(items, total, window.Skip);
    }
}

# Runs in a child process of panoh, as `python3 -c`: HTML in, tagged PDF out. No sentence, no file, no network.
# WeasyPrint 57 marks whole boxes and leaves borders, pictures and running heads unmarked, which PDF/UA forbids.
# So each piece of text and each picture is marked where it is drawn, everything else as decoration, and the tree of
# tags is built from the document. Tested by the suite `paper` against the version that Debian 12 has.
import ctypes.util
import sys

# Its loader of libraries tries names that Debian has not, and would start a compiler to look for them.
ctypes.util.find_library = lambda _name: None

import pydyf
import weasyprint
from weasyprint import draw, pdf as pdf_of
from weasyprint.pdf import pdfua, stream as streams
from weasyprint.pdf.metadata import add_metadata
from weasyprint.text import fonts

TAGS = {'p': 'P', 'ul': 'L', 'ol': 'L', 'li': 'LI', 'blockquote': 'BlockQuote', 'img': 'Figure', 'a': 'Link', 'figcaption': 'P',
        'article': 'Art', 'section': 'Sect', 'main': 'Sect', 'header': 'Sect', 'footer': 'Sect', 'nav': 'Sect', 'figure': 'Div',
        'div': 'Div', 'h1': 'H1', 'h2': 'H2', 'h3': 'H3', 'h4': 'H4'}
drawn_links = []


def refuse(url, *_args, **_more):
    if not url.startswith('data:image/'):
        raise ValueError('nothing is loaded')
    return weasyprint.default_url_fetcher(url, timeout=1)


def nothing(*_args, **_more):
    return None


def marked(original, stream, element, tag, box, *args, **more):
    """Draws as `original` does, as content of `element`; as decoration where there is none."""
    if element is None:
        stream.stream.append(b'/Artifact BMC')
    else:
        stream.stream.append(b'/%s <</MCID %d>> BDC' % (tag.encode(), len(stream.marked)))
        stream.marked.append((element, tag, box))
    before = len(stream.stream)
    result = original(*args, **more)
    if len(stream.stream) == before and element is None:
        stream.stream.pop()
    else:
        stream.stream.append(b'EMC')
    return result


def decoration(name):
    original = getattr(draw, name)
    setattr(draw, name, lambda stream, *args, **more: marked(original, stream, None, '', None, stream, *args, **more))


def mark_what_is_drawn():
    streams.Stream.begin_marked_content = nothing
    streams.Stream.end_marked_content = nothing
    for name in ('draw_background', 'draw_border', 'draw_outlines'):
        decoration(name)
    text, picture, links = draw.draw_text, draw.draw_replacedbox, pdf_of._add_links

    def draw_text(stream, box, *args, **more):
        tag = 'Lbl' if (box.element_tag or '').endswith('::marker') else 'Span'
        return marked(text, stream, box.element, tag, box, stream, box, *args, **more)

    def draw_replacedbox(stream, box, *args, **more):
        # What says nothing is decoration: the mark of the house.
        speaks = box.element is not None and box.element.get('alt')
        return marked(picture, stream, box.element if speaks else None, 'Figure', box, stream, box, *args, **more)

    def add_links(links_of_page, anchors, matrix, pdf, page, *more):
        links(links_of_page, anchors, matrix, pdf, page, *more)
        for kind, _, _, box in links_of_page:
            if kind in ('internal', 'external') and box.element is not None:
                drawn_links.append((page['StructParents'], box.element, box.link_annotation))

    draw.draw_text, draw.draw_replacedbox, pdf_of._add_links = draw_text, draw_replacedbox, add_links


class Tree:
    """Structure elements, each made when something in it is first met, in the order of the document."""

    def __init__(self, pdf, root):
        self.pdf, self.made = pdf, {}
        self.order = {element: place for place, element in enumerate(root.iter())}
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.top = self.add('Document', None)
        self.made[root] = self.top

    def add(self, tag, parent):
        node = pydyf.Dictionary({'Type': '/StructElem', 'S': '/' + tag, 'K': pydyf.Array()})
        self.pdf.add_object(node)
        node.kids = []
        if parent is not None:
            node['P'] = parent.reference
        return node

    def of(self, element):
        if element in self.made:
            return self.made[element]
        if element.tag in ('body', 'html'):
            return self.of(self.parents[element])
        parent = self.of(self.parents[element])
        if parent['S'] == '/LI':
            parent = self.body_of(parent)
        node = self.made[element] = self.add(TAGS.get(element.tag, 'Span'), parent)
        if element.get('lang'):
            node['Lang'] = pydyf.String(element.get('lang'))
        if element.tag == 'img':
            node['Alt'] = pydyf.String(element.get('alt') or '')
        parent.kids.append((self.order[element], node.reference))
        return node

    def body_of(self, item):
        if not hasattr(item, 'body'):
            item.body = self.add('LBody', item)
            item.kids.append((1, item.body.reference))
        return item.body

    def place_of(self, element, tag):
        """Where content of an element hangs; the bullet of a point beside its words."""
        node = self.of(element)
        if node['S'] != '/LI':
            return node
        if tag != 'Lbl':
            return self.body_of(node)
        if not hasattr(node, 'label'):
            node.label = self.add('Lbl', node)
            node.kids.append((0, node.label.reference))
        return node.label

    def finish(self):
        for node in [*self.made.values(), *(part for node in self.made.values() for part in (getattr(node, 'body', None), getattr(node, 'label', None)) if part)]:
            # Where words and elements are mixed they were drawn as they are read; blocks are put in order.
            mixed = any(place is None for place, _ in node.kids)
            kids = node.kids if mixed else sorted(node.kids, key=lambda kid: kid[0])
            node['K'] = pydyf.Array([kid for _, kid in kids])


def tag(pdf, metadata, document, page_streams):
    root = pydyf.Dictionary({'Type': '/StructTreeRoot'})
    pdf.add_object(root)
    tree = Tree(pdf, document._html.etree_element)
    tree.top['P'] = root.reference
    numbers = pydyf.Array()
    for page, stream in enumerate(page_streams):
        parents = pydyf.Array()
        for number, (element, kind, _) in enumerate(stream.marked):
            node = tree.place_of(element, kind)
            piece = pydyf.Dictionary({'Type': '/MCR', 'Pg': pdf.page_references[page], 'MCID': number})
            node.kids.append((None, piece))
            parents.append(node.reference)
        numbers.extend([page, parents])
    for number, (page, element, annotation) in enumerate(drawn_links, start=len(page_streams)):
        node = tree.of(element)
        place = pydyf.Dictionary({'Type': '/OBJR', 'Obj': annotation.reference, 'Pg': pdf.page_references[page]})
        node.kids.append((None, place))
        annotation['StructParent'] = number
        annotation['F'] = 4
        annotation['Contents'] = pydyf.String(' '.join(''.join(element.itertext()).split()))
        numbers.extend([number, node.reference])
    tree.finish()
    mapping = pydyf.Dictionary({'Nums': numbers})
    pdf.add_object(mapping)
    root['K'] = pydyf.Array([tree.top.reference])
    root['ParentTree'] = mapping.reference
    root['ParentTreeNextKey'] = len(page_streams) + len(drawn_links)
    add_metadata(pdf, metadata, 'ua', version=1, conformance=None)
    pdf.catalog['StructTreeRoot'] = root.reference
    pdf.catalog['ViewerPreferences'] = pydyf.Dictionary({'DisplayDocTitle': 'true'})
    pdf.catalog['MarkInfo'] = pydyf.Dictionary({'Marked': 'true'})


# No font comes with the document, so none is laid down in a folder; this process may write no file anyway.
fonts.mkdtemp = lambda **_: '/nonexistent'
mark_what_is_drawn()
pdf_of.VARIANTS['pdf/ua-1'] = (tag, {'mark': True})
pdfua.LOGGER.setLevel('CRITICAL')
made = weasyprint.HTML(file_obj=sys.stdin.buffer, url_fetcher=refuse, base_url=None, encoding='utf-8').write_pdf(variant='pdf/ua-1')
sys.stdout.buffer.write(made)
